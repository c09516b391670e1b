# The library that is installed. Its dependencies stay its own affair: they are linked into it from
# their archives where there are archives, their symbols stay hidden, and the exported package names
# none of them. A consumer needs none of their headers and packages.
function(find_archive variable archive otherwise)
  find_library(${variable}_ARCHIVE NAMES ${archive})
  mark_as_advanced(${variable}_ARCHIVE)
  if(${variable}_ARCHIVE AND BUILD_SHARED_LIBS)
    set(${variable} ${${variable}_ARCHIVE} PARENT_SCOPE)
  else()
    set(${variable} ${otherwise} PARENT_SCOPE)
  endif()
endfunction()
find_archive(sqlite_library libsqlite3.a SQLite::SQLite3)
find_archive(sodium_library libsodium.a PkgConfig::SODIUM)
find_archive(utf8proc_library libutf8proc.a PkgConfig::UTF8PROC)

add_library(arrears $<TARGET_OBJECTS:arrears_objects>)
add_library(arrears::arrears ALIAS arrears)
target_compile_features(arrears PUBLIC cxx_std_20)
target_include_directories(arrears PUBLIC
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${generated}>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(arrears PRIVATE
  ${sqlite_library} ${sodium_library} ${utf8proc_library} Threads::Threads ${CMAKE_DL_LIBS} m)
if(BUILD_SHARED_LIBS)
  target_link_options(arrears PRIVATE -Wl,--exclude-libs,ALL)
  # clang leaves the runtime of its sanitizers to the program, so a library of it has gaps.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_link_options(arrears PRIVATE -Wl,--no-undefined)
  endif()
else()
  target_compile_definitions(arrears PUBLIC ARREARS_STATIC)
endif()
if(NOT SKBUILD)  # a wheel cannot hold the links that versioned names need
  set_target_properties(arrears PROPERTIES
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
endif()

include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/arrears)
install(TARGETS arrears EXPORT arrears_targets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/arrears)
if(NOT SKBUILD)
  install(EXPORT arrears_targets NAMESPACE arrears:: FILE arrearsTargets.cmake
          DESTINATION ${package_dir})
  if(BUILD_SHARED_LIBS)
    set(package_dependencies "")
  else()  # a static library comes back to its consumer with everything that it uses
    set(package_dependencies "include(CMakeFindDependencyMacro)
find_dependency(SQLite3)\nfind_dependency(Threads)\nfind_dependency(PkgConfig)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)\n")
  endif()
  configure_file(arrearsConfig.cmake.in ${PROJECT_BINARY_DIR}/arrearsConfig.cmake @ONLY)
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/arrearsConfigVersion.cmake
                                   COMPATIBILITY SameMajorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/arrearsConfig.cmake
                ${PROJECT_BINARY_DIR}/arrearsConfigVersion.cmake DESTINATION ${package_dir})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/arrears ${generated}/arrears
          DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
endif()
