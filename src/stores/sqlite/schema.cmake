# The schema stands in an SQL file that people can read and is compiled in.
file(READ ${CMAKE_CURRENT_LIST_DIR}/schema/1.sql ARREARS_SQLITE_SCHEMA)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
             ${CMAKE_CURRENT_LIST_DIR}/schema/1.sql)
configure_file(${CMAKE_CURRENT_LIST_DIR}/schema/embedded.hpp.in
               ${generated}/stores_sqlite_schema.hpp @ONLY)
