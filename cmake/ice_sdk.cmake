# ice_make_sdk(INCLUDE_DIR): the targets ice_armadillo and ice::sdk, over the headers in INCLUDE_DIR/ice. Used by the project and,
# installed, by find_package(ice), so that both compile plugins with the same settings.
find_package(Armadillo REQUIRED)
find_package(OpenBLAS REQUIRED)

# ice_for_processor(TARGET): what links TARGET runs on every x86-64-v2 processor (all since 2009), and ice/processor.hpp compiles loops for
# higher levels too; with ICE_NATIVE it runs on processors like this one only. Other architectures: the compiler's default.
function(ice_for_processor target)
  if(ICE_NATIVE)
    target_compile_options(${target} INTERFACE -march=native)
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    target_compile_options(${target} INTERFACE -march=x86-64-v2)
  endif()
endfunction()

function(ice_make_sdk include_dir)
  # Armadillo over OpenBLAS itself, not through its wrapper library: fewer libraries to load at each start.
  add_library(ice_armadillo INTERFACE)
  target_include_directories(ice_armadillo SYSTEM INTERFACE ${ARMADILLO_INCLUDE_DIRS})
  target_compile_definitions(ice_armadillo INTERFACE
    ARMA_DONT_USE_WRAPPER ARMA_DONT_USE_HDF5 ARMA_DONT_USE_OPENMP ARMA_DONT_USE_ARPACK ARMA_DONT_USE_SUPERLU
    $<$<CONFIG:Release>:ARMA_NO_DEBUG>)
  target_link_libraries(ice_armadillo INTERFACE ${OpenBLAS_LIBRARIES})

  add_library(ice_sdk INTERFACE)
  add_library(ice::sdk ALIAS ice_sdk)
  target_include_directories(ice_sdk INTERFACE ${include_dir})
  target_link_libraries(ice_sdk INTERFACE ice_armadillo)
  target_compile_features(ice_sdk INTERFACE cxx_std_20)
  # No errno and no traps from mathematics, and the pragmas of the SDK's loops: with them exp and tanh vectorize; NaN and infinity
  # stay what they are.
  target_compile_options(ice_sdk INTERFACE -fno-math-errno -fno-trapping-math -fopenmp-simd)
  ice_for_processor(ice_sdk)
endfunction()
