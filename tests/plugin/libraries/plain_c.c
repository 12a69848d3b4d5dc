/* A plugin in C99, without the SDK's C++: the contract is abi.h alone. */
#include <math.h>
#include <stddef.h>

#include "ice/abi.h"

#define EXPORTED __attribute__((visibility("default")))

EXPORTED extern const ice_card ice_build_card;
__attribute__((used, section(ICE_CARD_SECTION)))
const ice_card ice_build_card = {ICE_CARD_MAGIC, sizeof(ice_card), ICE_ABI, ICE_SDK_VERSION, 0,
                                 "none",         "a C compiler",   "plain", "1.0.0",         "MIT"};

static int32_t create(const ice_value* values, uint32_t count, void** self, ice_error* error) {
  (void)values, (void)count, (void)error;
  *self = NULL;
  return ICE_OK;
}

static void destroy(void* self) { (void)self; }

static int32_t forward(const void* self, const ice_view* Z, const ice_view* A, ice_error* error) {
  (void)self, (void)error;
  for (uint64_t i = 0; i < Z->rows * Z->cols; ++i) {
    if (Z->dtype == ICE_FLOAT64)
      ((double*)A->data)[i] = 2 * ((const double*)Z->data)[i];
    else
      ((float*)A->data)[i] = 2 * ((const float*)Z->data)[i];
  }
  return ICE_OK;
}

static int32_t backward(const void* self, const ice_view* Z, const ice_view* A, const ice_view* dA,
                        const ice_view* dZ, ice_error* error) {
  (void)Z, (void)A;
  return forward(self, dA, dZ, error);
}

static const ice_range any = {-HUGE_VAL, HUGE_VAL, 0, 0};
static const ice_activation functions = {sizeof(ice_activation), 0, forward, backward, NULL};
static const ice_plugin twice = {sizeof(ice_plugin),
                                 ICE_ACTIVATION,
                                 "twice",
                                 "2 z",
                                 ICE_ELEMENTWISE,
                                 ICE_HAS_FLOAT32 | ICE_HAS_FLOAT64,
                                 0,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 create,
                                 destroy,
                                 {&functions},
                                 &any};
static const ice_plugin* const plugins[] = {&twice};
static const ice_library library = {sizeof(ice_library), 1, plugins};

EXPORTED const ice_library* ice_describe(void);
const ice_library* ice_describe(void) { return &library; }
