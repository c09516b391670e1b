// Steps of commands that several files share.
#ifndef ARREARS_SRC_ENGINE_COMMANDS_HPP
#define ARREARS_SRC_ENGINE_COMMANDS_HPP

#include <engine/desk.hpp>

namespace arrears::engine {

// Records a rulebook or packs that are not the ones installed last, and lets every open case be
// looked at when the law has changed.
Result<Unit> install(Shell& shell, const Caller& by, Moment moment);

// What is wrong with a fact by itself: empty, or words for people. No personal data in it.
std::string wrong_in(const Fact& fact);
// Why a case may not be opened by this fact as far as rulebook and law say; empty = it may.
std::string wrong_in_opening(const Shell& shell, const CaseOpened& opened);
// Why a claim cannot join a case that is open; empty when it can.
std::string cannot_join(const LawPacks& packs, const Plan& plan, const Case& value,
                        const Claim& claim);
std::string wrong_in_claim(const LawPacks& packs, const Plan& plan, const Claim& claim);
// Why a fact does not belong in the case that it names, as the case stands; empty = it does.
std::string misfit(const Case& value, const LawPack& law, const Fact& fact, Date today);
// The same for instalments that take effect on a day; there is at least one.
std::string misfit(const Case& value, const std::vector<Instalment>& instalments, Date effective);
// A segment by which the law gives nothing would be no interest, silently.
std::string wrong_by_law(const LawPack& law, const std::vector<InterestSegment>& segments);
// Ids are shown and searched; one that is a number of a person in disguise is refused.
bool looks_like_birth_number(std::string_view id);
bool looks_like_pesel(std::string_view id);

// Records one fact and decides what it makes a case do. Empty, or why it was refused.
struct Taken {
  std::string refused;
  bool unmatched = false;
  std::size_t used = 1;  // envelopes; an opening takes the history that follows it with it
};
// How many envelopes from the first one on are taken together: an opening and its history.
std::size_t taken_together(std::span<const FactEnvelope> waiting);
Result<Taken> take_fact(Desk& desk, std::span<const FactEnvelope> waiting);
// One step in the life of a contact, and what the plan says to it.
Result<Unit> progress(Desk& desk, Held& held, const ContactProgress& step);

}  // namespace arrears::engine

#endif
