# Words and signatures of the rule language, joined out of one folder per construct and per natural
# language and compiled in.
add_executable(arrears_generate EXCLUDE_FROM_ALL
  ${CMAKE_CURRENT_LIST_DIR}/generator/generate.cpp)
file(GLOB_RECURSE language_words CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/constructs/*.csv ${CMAKE_CURRENT_LIST_DIR}/constructs/*.txt
  ${CMAKE_CURRENT_LIST_DIR}/words/*.csv)
add_custom_command(
  OUTPUT ${generated}/language/words_data.cpp ${generated}/language/word_ids.hpp
  COMMAND arrears_generate ${CMAKE_CURRENT_LIST_DIR} ${generated}/language
  DEPENDS arrears_generate ${language_words}
  VERBATIM)
list(APPEND sources ${generated}/language/words_data.cpp ${generated}/language/word_ids.hpp)

# What is said to authors of rules.
add_executable(arrears_generate_messages EXCLUDE_FROM_ALL
  ${CMAKE_CURRENT_LIST_DIR}/generator/messages.cpp)
add_custom_command(
  OUTPUT ${generated}/language/messages.cpp ${generated}/language/messages.hpp
  COMMAND arrears_generate_messages ${CMAKE_CURRENT_LIST_DIR}/words/messages.txt
    ${generated}/language arrears::syntax ${CMAKE_CURRENT_LIST_DIR}
  DEPENDS arrears_generate_messages ${language_words} ${CMAKE_CURRENT_LIST_DIR}/words/messages.txt
  VERBATIM)
list(APPEND sources ${generated}/language/messages.cpp ${generated}/language/messages.hpp)
