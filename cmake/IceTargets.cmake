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
endif()
if(ICE_WARNINGS_AS_ERRORS)
  target_compile_options(ice_options INTERFACE -Werror)
endif()
if(ICE_NATIVE)
  target_compile_options(ice_options INTERFACE -march=native)
endif()
if(ICE_SANITIZE)
  target_compile_options(ice_options INTERFACE -fsanitize=${ICE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(ice_options INTERFACE -fsanitize=${ICE_SANITIZE})
endif()

include(ice_sdk)
include(ice_add_plugin)
ice_make_sdk(${CMAKE_SOURCE_DIR}/core/sdk)

add_library(ice_pch OBJECT ${CMAKE_CURRENT_LIST_DIR}/pch.cpp)
target_link_libraries(ice_pch PRIVATE ice_options ice_armadillo nlohmann_json::nlohmann_json)
target_precompile_headers(ice_pch PRIVATE <armadillo> <nlohmann/json.hpp> <string> <vector> <map> <memory> <functional> <filesystem>)

# ice_module(NAME USES modules... [LIBS libraries...]): core/NAME/*.cpp, and those in its folders, become the static library ice_NAME.
function(ice_module name)
  cmake_parse_arguments(arg "" "" "USES;LIBS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  list(TRANSFORM arg_USES PREPEND ice_)
  add_library(ice_${name} STATIC ${sources})
  target_include_directories(ice_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(ice_${name} PUBLIC ${arg_USES} PRIVATE ice_options ice_armadillo nlohmann_json::nlohmann_json ${arg_LIBS})
  target_precompile_headers(ice_${name} REUSE_FROM ice_pch)
endfunction()
