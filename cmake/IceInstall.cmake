# What an author of plugins needs from a prefix beside the program and its plugins: the SDK's headers, the CMake package, what
# `ice plugin new` writes, and the guide. The build tree has the same, in the same places: it is a prefix too, without an install.
include(CMakePackageConfigHelpers)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/ice)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/iceConfig.cmake.in ${CMAKE_BINARY_DIR}/${package}/iceConfig.cmake
  INSTALL_DESTINATION ${package} PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/${package}/iceConfigVersion.cmake COMPATIBILITY SameMinorVersion)
foreach(file ice_sdk.cmake ice_add_plugin.cmake ice_plugin.map)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${file} ${CMAKE_BINARY_DIR}/${package}/${file} COPYONLY)
endforeach()
install(DIRECTORY ${CMAKE_BINARY_DIR}/${package}/ DESTINATION ${package})

# ice_place(FOLDER IN): the source folder FOLDER as IN of the prefix.
function(ice_place folder in)
  cmake_path(GET in PARENT_PATH parent)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/${parent})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${CMAKE_BINARY_DIR}/${in} SYMBOLIC)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/${folder}/ DESTINATION ${in} PATTERN ".*" EXCLUDE)
endfunction()

ice_place(core/sdk/ice include/ice)
ice_place(tools/template share/ice/template)
ice_place(experiments share/ice/experiments)
install(FILES ${CMAKE_SOURCE_DIR}/plugins/README.md DESTINATION share/doc/ice RENAME plugins.md)
