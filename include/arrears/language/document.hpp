// A rulebook as a document for those who answer for it: lawyers, auditors, managers.
#ifndef ARREARS_LANGUAGE_DOCUMENT_HPP
#define ARREARS_LANGUAGE_DOCUMENT_HPP

#include <arrears/rulebook/rulebook.hpp>
#include <map>

namespace arrears {

struct DocumentOptions {
  // By name of the plan: a picture of it as SVG markup, which is taken as it is.
  std::map<std::string, std::string> diagrams{};
};

// All files of the rulebook as one page of HTML that needs nothing else: prose, lines in the words
// of their author with their numbers, tables, tests and templates, under the hash of the meaning.
// The same rulebook gives the same bytes. Thread-safe.
ARREARS_API std::string document(const Rulebook& rulebook, const DocumentOptions& options = {});

}  // namespace arrears

#endif
