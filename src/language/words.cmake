# Words and signatures of the rule language, joined out of one folder per construct and per natural
# language and compiled in.
add_executable(arrears_generate EXCLUDE_FROM_ALL
  ${CMAKE_CURRENT_LIST_DIR}/generator/generate.cpp)
target_include_directories(arrears_generate PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
file(GLOB_RECURSE language_words CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/constructs/*.csv ${CMAKE_CURRENT_LIST_DIR}/constructs/*.txt
  ${CMAKE_CURRENT_LIST_DIR}/words/*.csv)
add_custom_command(
  OUTPUT ${generated}/language/words_data.cpp ${generated}/language/word_ids.hpp
  COMMAND arrears_generate ${CMAKE_CURRENT_LIST_DIR} ${generated}/language
  DEPENDS arrears_generate ${language_words}
  VERBATIM)
list(APPEND sources ${generated}/language/words_data.cpp ${generated}/language/word_ids.hpp)

# What is said to people, out of a file of messages in all languages: to authors of rules, and about
# cases.
add_executable(arrears_generate_messages EXCLUDE_FROM_ALL
  ${CMAKE_CURRENT_LIST_DIR}/generator/messages.cpp)
target_include_directories(arrears_generate_messages PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
function(add_messages layer file space)
  add_custom_command(
    OUTPUT ${generated}/${layer}/messages.cpp ${generated}/${layer}/messages.hpp
    COMMAND arrears_generate_messages ${file} ${generated}/${layer} ${space}
      ${CMAKE_CURRENT_SOURCE_DIR}/language
    DEPENDS arrears_generate_messages ${language_words} ${file}
    VERBATIM)
  set(sources ${sources} ${generated}/${layer}/messages.cpp ${generated}/${layer}/messages.hpp
      PARENT_SCOPE)
endfunction()
add_messages(language ${CMAKE_CURRENT_LIST_DIR}/words/messages.txt arrears::syntax)
if(NOT ARREARS_LAYERS OR "engine" IN_LIST ARREARS_LAYERS)
  add_messages(engine ${CMAKE_CURRENT_SOURCE_DIR}/engine/messages.txt arrears::engine)
endif()
