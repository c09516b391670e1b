# The arrears command: a host application like any other, on public headers and the shared library.
file(GLOB command_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/cli/*.cpp)
if(ARREARS_CLI AND command_sources)
  find_package(CLI11 2.1 REQUIRED)
  add_executable(arrears_command ${command_sources})
  target_include_directories(arrears_command PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(arrears_command PRIVATE arrears::arrears CLI11::CLI11
    fmt::fmt-header-only)
  target_compile_options(arrears_command PRIVATE ${cold_options})
  set_target_properties(arrears_command PROPERTIES
    OUTPUT_NAME arrears
    BUILD_RPATH_USE_ORIGIN ON
    INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
  if(ARREARS_PRECOMPILE)
    target_precompile_headers(arrears_command PRIVATE
      <CLI/CLI.hpp> <nlohmann/json.hpp> <arrears/engine/engine.hpp> <arrears/language/compile.hpp>)
  endif()
  install(TARGETS arrears_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
