// What tests of hosts and of this library share: the bundled law, builders, fixed moments. Shipped
// with the library; a failure to read what is bundled stops the program.
#ifndef ARREARS_TESTING_HPP
#define ARREARS_TESTING_HPP

#include <arrears/decide/decide.hpp>

namespace arrears::testing {

// Every pack that came with this build, read anew at each call.
ARREARS_API LawPacks bundled_law();

// A rulebook that came with this build, by the name of its file ("firemni_faktury.plan") or folder
// below rules/plans; or any other by its path, which has a slash in it. Compiled with
// bundled_law(); a mistake in it stops the program and is printed.
ARREARS_API Rulebook rulebook(std::string_view name);

// One instant after midnight UTC: when the day opens.
ARREARS_API Moment opening(Date day);

// A case by its parts, without the facts and decisions that would have made it:
//   CaseBuilder{"plan"}.claim({...}).in_state("dunning", day)
// Id C-1 unless named, creditor own, opened on the day on which it entered its state.
class ARREARS_API CaseBuilder {
 public:
  explicit CaseBuilder(std::string plan);
  CaseBuilder& id(std::string id);
  CaseBuilder& claim(Claim claim);
  CaseBuilder& fields(FieldValues fields);
  // The case, standing in this state since that day.
  Case in_state(std::string state, Date entered) const;
  // The case opened on that day; it stands in no state before decide() has seen opening_fact().
  Case opened(Date day) const;
  Fact opening_fact(Date day) const;

 private:
  CaseOpened opened_{};
};

}  // namespace arrears::testing

#endif
