/* The binary contract between ice and a plugin library: C99, no C++ object crosses it.
 *
 * A library exports two symbols: `ice_build_card` (constant data in the ELF section .ice_build,
 * read from the file before the library is loaded) and `ice_describe` (a function). Authors in C++
 * need neither: see plugin.hpp.
 *
 * Order of calls. The host checks the card, loads the library, calls `ice_describe` once and keeps
 * the library loaded until the process ends. It calls `create` with checked values, the functions
 * of the object any number of times, and `destroy` once.
 *
 * Rules. Structs that are passed by pointer start with their size and grow only at the end; arrays
 * are arrays of pointers, so that their elements may grow too. Each has a first size,
 * ICE_..._V1_SIZE below, that never changes: a host of the same ABI accepts every size from there,
 * reads what an older library's struct lacks at its end as zero, and ignores what it does not know
 * of a longer one. Values without a size (ice_view, ice_value, ice_moments, ice_range) never grow.
 * Texts are UTF-8, end with a zero byte and live as long as the library. Matrices are column-major
 * and a column is a sample. The host owns all memory it passes; it is valid only during the call.
 * An object is immutable after `create`: any number of threads may call its functions at once. No
 * function may leave by an exception or longjmp. A function that can fail returns ICE_OK or another
 * code, which it also writes, with a text, into the error. Functions marked optional may be null.
 */
#ifndef ICE_ABI_H
#define ICE_ABI_H

/* NOLINTBEGIN: C's own names and idioms */
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Raised when a struct or a call changes its meaning; a host and a library must have the same. */
#define ICE_ABI 1u
/* Version of these headers, and of the ice they came with: 10000 * major + 100 * minor + patch. */
#define ICE_SDK_VERSION 100u

#define ICE_CARD_SECTION ".ice_build"
#define ICE_CARD_MAGIC "ICECARD" /* with its zero byte: 8 bytes */

/* ---- build card ---- */

enum ice_card_flag { /* how the library was built: recorded; a sanitizer must be the host's too */
                     ICE_CARD_ADDRESS_SANITIZER = 1u,
                     ICE_CARD_THREAD_SANITIZER = 2u,
                     ICE_CARD_ARMA_32BIT = 4u,
                     ICE_CARD_ARMA_NO_DEBUG = 8u,
                     ICE_CARD_OLD_STRING_ABI = 16u
};

typedef struct ice_card {
  char magic[8];
  uint32_t size;
  uint32_t abi;
  uint32_t sdk;
  uint32_t flags;     /* of ice_card_flag */
  char armadillo[16]; /* "11.4.2" */
  char compiler[48];
  char package[64]; /* first half of each plugin's id: [a-z][a-z0-9_]* */
  char version[32];
  char licence[64];
} ice_card;

/* ---- values that cross in calls ---- */

enum ice_dtype { ICE_FLOAT32 = 1u, ICE_FLOAT64 = 2u };

/* A matrix in the host's memory: element (i, j) is at data[i + j * ld]. Outputs have their final
 * shape. */
typedef struct ice_view {
  void* data;
  uint64_t rows;
  uint64_t cols;
  uint64_t ld;    /* >= rows; this host passes rows */
  uint32_t dtype; /* of ice_dtype; the same in all views of one call */
  uint32_t reserved;
} ice_view;

enum ice_code {
  ICE_OK = 0,
  ICE_FAILED = 1,      /* the text says why */
  ICE_OUTPUT_LOST = 2, /* the text completes "PLUGIN FUNCTION ..." */
  ICE_OUT_OF_MEMORY = 3,
  ICE_UNSUPPORTED = 4 /* a dtype or layout that the library did not declare */
};

typedef struct ice_error {
  uint32_t size;
  int32_t code; /* of ice_code */
  char text[504];
} ice_error;

/* The host's random stream. `state` goes back to it untouched. */
typedef struct ice_rng {
  uint32_t size;
  uint32_t reserved;
  void* state;
  void (*uniform)(void* state, double* out, uint64_t count); /* on [0, 1), 53 random bits */
  void (*normal)(void* state, double* out, uint64_t count);  /* N(0, 1) */
} ice_rng;

/* The layer whose parameters an initializer fills. */
typedef struct ice_layer {
  uint32_t size;
  uint32_t index;         /* l, from 1 to L */
  uint64_t fan_in;        /* n[l-1] */
  uint64_t fan_out;       /* n[l] */
  double gain;            /* of the layer's activation: sqrt(2) for relu */
  const char* activation; /* its id, "core/relu" */
  uint64_t
      weights_before; /* numbers in W[1] .. W[l-1]: where W[l] begins in a stream drawn for all */
} ice_layer;

/* Mean and standard deviation of the numbers that an initializer draws for W of one layer. */
typedef struct ice_moments {
  double mean;
  double deviation;
} ice_moments;

/* Numbers from low to high, -inf and inf for no end. */
typedef struct ice_range {
  double low;
  double high;
  uint32_t flags; /* ICE_MIN_OPEN: without low itself; ICE_MAX_OPEN: without high */
  uint32_t reserved;
} ice_range;

/* ---- parameters ---- */

enum ice_type { ICE_REAL = 1u, ICE_INTEGER = 2u, ICE_BOOLEAN = 3u, ICE_CHOICE = 4u };

typedef struct ice_value {
  uint32_t type; /* of ice_type: which of the following holds */
  uint32_t reserved;
  double real;
  int64_t integer; /* also boolean: 0 or 1 */
  const char* choice;
} ice_value;

enum ice_param_flag { ICE_MIN_OPEN = 1u, ICE_MAX_OPEN = 2u, ICE_LOG_SCALE = 4u };

typedef struct ice_param {
  uint32_t size;
  uint32_t type;
  const char* name; /* [a-z][a-z0-9_]* */
  const char* doc;
  const char* unit;
  ice_value fallback; /* the default */
  double min;         /* -inf and inf: no bound */
  double max;
  uint32_t flags;        /* of ice_param_flag */
  uint32_t choice_count; /* of a choice */
  const char* const* choices;
} ice_param;

/* ---- plugins ---- */

enum ice_kind { ICE_ACTIVATION = 1u, ICE_INITIALIZER = 2u, ICE_LOSS = 3u, ICE_OPTIMIZER = 4u };

enum ice_trait { /* promises that `ice plugin check` verifies */
                 ICE_ELEMENTWISE =
                     1u, /* activation: each output depends on the input at its own place alone */
                 ICE_IN_PLACE =
                     2u,           /* activation: A may be Z in forward, dZ may be dA in backward */
                 ICE_NEEDS_Z = 4u, /* activation: backward reads Z */
                 ICE_NEEDS_A = 8u, /* activation: backward reads A */
                 ICE_STOCHASTIC = 16u,     /* initializer: draws from the random stream */
                 ICE_ZERO_AT_TARGET = 32u, /* loss: 0 where the prediction is perfect */
                 ICE_SUMS_TO_ONE = 64u,    /* activation: each column of A sums to 1; loss: it needs
                                              such columns */
                 ICE_SIGNED_SCORES = 128u, /* loss: the sign of an output says its class */
                 ICE_CLASS_TARGETS = 256u, /* loss: compares with classes: Y is 0 or 1 */
                 ICE_FUSED_DIFFERENCE = 512u /* loss: fused_gradient gives A - Y */
};

enum ice_dtype_bit { ICE_HAS_FLOAT32 = 1u, ICE_HAS_FLOAT64 = 2u };

/* A[l] = g(Z[l]). All views (n[l], m). */
typedef struct ice_activation {
  uint32_t size;
  uint32_t reserved;
  int32_t (*forward)(const void* self, const ice_view* Z, const ice_view* A, ice_error* error);
  /* dZ = J^T dA */
  int32_t (*backward)(const void* self, const ice_view* Z, const ice_view* A, const ice_view* dA,
                      const ice_view* dZ, ice_error* error);
  double (*gain)(const void* self); /* optional: scale of weights that keeps the variance of what
                                       passes; else 1 */
} ice_activation;

/* Fills W[l] (n[l], n[l-1]) and b[l] (n[l], 1). */
typedef struct ice_initializer {
  uint32_t size;
  uint32_t reserved;
  int32_t (*fill)(const void* self, const ice_layer* layer, const ice_rng* rng, const ice_view* W,
                  ice_error* error);
  /* optional: else the host sets b to 0 */
  int32_t (*fill_bias)(const void* self, const ice_layer* layer, const ice_rng* rng,
                       const ice_view* b, ice_error* error);
  ice_moments (*moments)(const void* self, const ice_layer* layer); /* optional */
} ice_initializer;

/* Per sample and unscaled: the host applies 1/m and weights. A, Y, Z, dA, dZ (n_y, m); per_sample
 * (1, m). */
typedef struct ice_loss {
  uint32_t size;
  uint32_t reserved;
  int32_t (*value)(const void* self, const ice_view* A, const ice_view* Y,
                   const ice_view* per_sample, ice_error* error);
  int32_t (*gradient)(const void* self, const ice_view* A, const ice_view* Y, const ice_view* dA,
                      ice_error* error);
  /* both or none: on the pre-activation of the activation that `fuses` names */
  int32_t (*fused_value)(const void* self, const ice_view* Z, const ice_view* Y,
                         const ice_view* per_sample, ice_error* error);
  int32_t (*fused_gradient)(const void* self, const ice_view* Z, const ice_view* Y,
                            const ice_view* dZ, ice_error* error);
} ice_loss;

/* One update of all parameters of a network. */
typedef struct ice_optimizer {
  uint32_t size;
  uint32_t reserved;
  /* t from 1; gradient g and parameters w (n, 1); slots (n, slot_count), zero before the first step
   */
  int32_t (*step)(const void* self, uint64_t t, double learning_rate, const ice_view* g,
                  const ice_view* w, const ice_view* slots, ice_error* error);
} ice_optimizer;

typedef struct ice_plugin {
  uint32_t size;
  uint32_t kind;  /* of ice_kind */
  const char* id; /* second half of the plugin's id: [a-z][a-z0-9_]* */
  const char* doc;
  uint32_t traits; /* of ice_trait */
  uint32_t dtypes; /* of ice_dtype_bit; ICE_HAS_FLOAT64 always */
  uint32_t param_count;
  uint32_t slot_count; /* optimizer */
  const ice_param* const* params;
  const char* const* slots; /* optimizer: what each slot is */
  const char* fuses;        /* loss: id of an activation, or null */
  /* `values` holds one per parameter, in the order declared, checked by the host. */
  int32_t (*create)(const ice_value* values, uint32_t count, void** self, ice_error* error);
  void (*destroy)(void* self);
  union { /* the table of its kind */
    const ice_activation* activation;
    const ice_initializer* initializer;
    const ice_loss* loss;
    const ice_optimizer* optimizer;
  } functions;
  /* ---- behind the first form: null in older libraries ---- */
  /* optional. Activation: where its outputs lie, whatever its parameters and inputs are. Loss:
   * where the outputs that it is given must lie. */
  const ice_range* outputs;
} ice_plugin;

typedef struct ice_library {
  uint32_t size;
  uint32_t plugin_count;
  const ice_plugin* const* plugins;
} ice_library;

/* ---- what never changes ---- */

/* The sizes that the structs of a library had at first. */
#define ICE_CARD_V1_SIZE 248u
#define ICE_PARAM_V1_SIZE 96u
#define ICE_ACTIVATION_V1_SIZE 32u
#define ICE_INITIALIZER_V1_SIZE 32u
#define ICE_LOSS_V1_SIZE 40u
#define ICE_OPTIMIZER_V1_SIZE 16u
#define ICE_PLUGIN_V1_SIZE 88u
#define ICE_LIBRARY_V1_SIZE 16u
/* And of those that a host passes. */
#define ICE_ERROR_V1_SIZE 512u
#define ICE_RNG_V1_SIZE 32u
#define ICE_LAYER_V1_SIZE 48u

#ifdef __cplusplus
/* The first form of a struct ends with the member `last`: whatever came later stands behind it. */
#define ICE_FIRST_FORM(type, last, size)                                       \
  static_assert(offsetof(type, last) + sizeof(((type*)nullptr)->last) == size, \
                #type " grows at its end only: its first members never move")
ICE_FIRST_FORM(ice_card, licence, ICE_CARD_V1_SIZE);
ICE_FIRST_FORM(ice_param, choices, ICE_PARAM_V1_SIZE);
ICE_FIRST_FORM(ice_activation, gain, ICE_ACTIVATION_V1_SIZE);
ICE_FIRST_FORM(ice_initializer, moments, ICE_INITIALIZER_V1_SIZE);
ICE_FIRST_FORM(ice_loss, fused_gradient, ICE_LOSS_V1_SIZE);
ICE_FIRST_FORM(ice_optimizer, step, ICE_OPTIMIZER_V1_SIZE);
ICE_FIRST_FORM(ice_plugin, functions, ICE_PLUGIN_V1_SIZE);
ICE_FIRST_FORM(ice_library, plugins, ICE_LIBRARY_V1_SIZE);
ICE_FIRST_FORM(ice_error, text, ICE_ERROR_V1_SIZE);
ICE_FIRST_FORM(ice_rng, normal, ICE_RNG_V1_SIZE);
ICE_FIRST_FORM(ice_layer, weights_before, ICE_LAYER_V1_SIZE);
#undef ICE_FIRST_FORM
static_assert(sizeof(ice_view) == 40 && sizeof(ice_value) == 32 && sizeof(ice_moments) == 16 &&
                  sizeof(ice_range) == 24,
              "values without a size never grow");
#endif

/* ---- the two exported symbols ---- */

#define ICE_CARD_SYMBOL "ice_build_card"   /* const ice_card, in ICE_CARD_SECTION */
#define ICE_DESCRIBE_SYMBOL "ice_describe" /* of type ice_describe_function */
typedef const ice_library* ice_describe_function(void);

#ifdef __cplusplus
}
#endif
/* NOLINTEND */
#endif
