# ice_add_plugin(NAME SOURCES files... [LIBS libraries...] [NO_CHECK])
#
# Makes NAME.ice.so, a plugin library, as target NAME; after each build `ice plugin check --level quick` examines it, and ctest
# has a longer check as the test NAME.check (NO_CHECK: neither). One that fails stays, with the note NAME.ice.so.check beside it, by
# which `ice plan`, `ice run` and `ice plugin list` warn of it until it is mended. Used by the project for plugins/ and, installed, by
# find_package(ice). Needs the target ice::sdk; ICE_PROGRAM, the ice that checks (empty: no checks).

set(ICE_PLUGIN_MAP ${CMAKE_CURRENT_LIST_DIR}/ice_plugin.map)

function(ice_add_plugin name)
  cmake_parse_arguments(arg "NO_CHECK" "" "SOURCES;LIBS" ${ARGN})
  if(NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "ice_add_plugin(${name}): expected SOURCES files... [LIBS libraries...] [NO_CHECK]")
  endif()

  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ice::sdk ${arg_LIBS})
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".ice.so"
    CXX_VISIBILITY_PRESET hidden C_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${ICE_PLUGIN_MAP})
  # An undefined symbol is found here and not at the first run; BLAS is needed only by those that use it.
  target_link_options(${name} PRIVATE -Wl,--version-script=${ICE_PLUGIN_MAP} -Wl,--as-needed)
  if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize" AND NOT ICE_SANITIZE)  # clang leaves the sanitizer's symbols to the program
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  if(NOT CMAKE_BUILD_TYPE)  # at -O2 g++ 12 turns a naive relu into a mispredicted branch
    target_compile_options(${name} PRIVATE -O3)
  endif()

  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND NOT ICE_NATIVE)
    # Otherwise clang leaves calls in the functions that the SDK compiles for higher levels, to callees that it does not.
    target_compile_options(${name} PRIVATE "SHELL:-mllvm -inline-threshold=5000")
  endif()

  if(ICE_PROGRAM AND NOT arg_NO_CHECK)
    # Not POST_BUILD: make would delete a plugin that fails, and the command that repeats the failure needs it.
    set(checked ${CMAKE_CURRENT_BINARY_DIR}/${name}.checked)
    add_custom_command(OUTPUT ${checked} DEPENDS ${name} COMMENT "Checking ${name}.ice.so" VERBATIM
      COMMAND ${ICE_PROGRAM} plugin check --level quick $<TARGET_FILE:${name}>
      COMMAND ${CMAKE_COMMAND} -E touch ${checked})
    add_custom_target(${name}_checked ALL DEPENDS ${checked})
    set_property(TARGET ${name} APPEND PROPERTY ADDITIONAL_CLEAN_FILES $<TARGET_FILE:${name}>.check)
    add_test(NAME ${name}.check COMMAND ${ICE_PROGRAM} plugin check --level standard $<TARGET_FILE:${name}>)
  endif()
endfunction()
