# Targets that carry the project's compile options, and the functions that make modules of core/ and their tests.

add_library(ice_options INTERFACE)
target_compile_options(ice_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
  # No errno and no traps from mathematics: lets exp and tanh loops vectorize, and keeps NaN and infinity as they are. As ice::sdk.
  -fno-math-errno -fno-trapping-math -fopenmp-simd
  # One setting for libraries and programs, so that they share the precompiled header.
  -fPIC)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(ice_options INTERFACE -fpch-preprocess)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # g++ 12 is wrong about libstdc++'s own strings ("a" + std::string(), GCC bugs 105329 and 105651). What else it only suspects
    # depends on which calls it inlines for a processor: told, but no error.
    target_compile_options(ice_options INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds
      -Wno-error=maybe-uninitialized -Wno-error=free-nonheap-object)
  endif()
endif()
if(ICE_WARNINGS_AS_ERRORS)
  target_compile_options(ice_options INTERFACE -Werror)
endif()
if(ICE_SANITIZE)
  target_compile_options(ice_options INTERFACE -fsanitize=${ICE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(ice_options INTERFACE -fsanitize=${ICE_SANITIZE})
endif()

include(ice_sdk)
include(ice_add_plugin)
ice_for_processor(ice_options)
ice_make_sdk(${CMAKE_SOURCE_DIR}/core/sdk)

# Precompiled headers, one for what has matrices and one for the rest: the matrices' takes longer to load than most files to compile.
function(ice_precompile name)
  add_library(${name} OBJECT ${PROJECT_SOURCE_DIR}/cmake/pch.cpp)
  target_link_libraries(${name} PRIVATE ice_options ice_armadillo nlohmann_json::nlohmann_json fmt::fmt)
  target_precompile_headers(${name} PRIVATE
    <nlohmann/json.hpp> <fmt/format.h> <algorithm> <filesystem> <functional> <map> <memory> <optional> <string> <vector> ${ARGN})
endfunction()
ice_precompile(ice_text_pch)
ice_precompile(ice_matrix_pch <armadillo>)

# How a target is compiled beside its warnings: as few large files, since each loads a precompiled header of 100 MB and more and
# instantiates the same templates, and for speed of its own only where that is felt.
function(ice_compile_as target level)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:${level}> $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${ICE_UNITY} UNITY_BUILD_BATCH_SIZE 20)
endfunction()

# ice_module(NAME USES modules... [LIBS libraries...] [MATRICES] [SPEED level]): core/NAME/*.cpp, and those in its folders, become the static
# library ice_NAME. Names in anonymous namespaces are unique within a module: its files are compiled together.
# SPEED -O3: what trains; -O2: what goes through all cells or runs; otherwise -O1.
function(ice_module name)
  cmake_parse_arguments(arg "MATRICES" "SPEED" "USES;LIBS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  list(TRANSFORM arg_USES PREPEND ice_)
  add_library(ice_${name} STATIC ${sources})
  target_include_directories(ice_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(ice_${name} PUBLIC ${arg_USES} PRIVATE ice_options ice_armadillo nlohmann_json::nlohmann_json ${arg_LIBS})
  if(arg_MATRICES)
    set(pch ice_matrix_pch)
  else()
    set(pch ice_text_pch)
  endif()
  target_precompile_headers(ice_${name} REUSE_FROM ${pch})
  if(NOT arg_SPEED)
    set(arg_SPEED -O1)
  endif()
  ice_compile_as(ice_${name} ${arg_SPEED})
endfunction()
