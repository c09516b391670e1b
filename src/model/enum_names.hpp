// The names of enumerators, in order of their values: what is printed, and which numbers a decoder
// takes. A new enumerator goes to the end of its list. And what is an Id.
#ifndef ARREARS_SRC_MODEL_ENUM_NAMES_HPP
#define ARREARS_SRC_MODEL_ENUM_NAMES_HPP

#include <array>
#include <arrears/model/journal.hpp>
#include <string_view>

namespace arrears::codec {

// `first` is the number of the first name. HoldKinds is a set of bits and has none.
template <class E>
struct EnumNames;

template <std::size_t N>
struct Names {
  std::array<std::string_view, N> names;
  std::size_t first = 0;
};
template <class... T>
constexpr Names<sizeof...(T)> from(std::size_t first, T... names) {
  return {{std::string_view(names)...}, first};
}

template <>
struct EnumNames<DayCount> {
  static constexpr auto list = from(0, "act_act", "act_365", "act_360", "thirty_360");
};
template <>
struct EnumNames<Relation> {
  static constexpr auto list = from(0, "unstated", "business", "consumer", "public_body");
};
template <>
struct EnumNames<Component> {
  static constexpr auto list = from(0, "principal", "contractual_interest", "default_interest",
                                    "penalty", "costs", "court_fee", "attorney_fee", "lump_sum");
};
template <>
struct EnumNames<Phase> {
  static constexpr auto list =
      from(0, "none", "monitoring", "early", "soft", "hard", "pre_legal", "legal", "enforcement");
};
template <>
struct EnumNames<Receiver> {
  static constexpr auto list = from(0, "agency", "creditor", "bailiff", "court");
};
template <>
struct EnumNames<PaymentWay> {
  static constexpr auto list = from(0, "voluntary", "bailiff", "court", "insolvency", "set_off");
};
template <>
struct EnumNames<ClaimReduced::Kind> {
  static constexpr auto list = from(0, "credit_note", "write_off");
};
template <>
struct EnumNames<LimitationEvent::Kind> {
  static constexpr auto list =
      from(0, "suspended", "filed", "acknowledged", "adjudicated", "interrupted");
};
template <>
struct EnumNames<CommissionTerms::Tiers> {
  static constexpr auto list = from(0, "by_case", "by_mandate");
};
template <>
struct EnumNames<InterestTerms::Rounding> {
  static constexpr auto list = from(0, "at_end", "per_event", "per_period");
};
template <>
struct EnumNames<InterestSegment::Base> {
  static constexpr auto list = from(0, "principal");
};
template <>
struct EnumNames<InterestSegment::Kind> {
  static constexpr auto list = from(0, "contractual", "default_interest", "penalty");
};
template <>
struct EnumNames<Liability::Role> {
  static constexpr auto list = from(0, "debtor", "co_debtor", "guarantor", "heir");
};
template <>
struct EnumNames<Liability::Extent> {
  static constexpr auto list = from(0, "all", "share", "limit");
};
template <>
struct EnumNames<PersonKind> {
  static constexpr auto list = from(0, "unstated", "natural", "company");
};
template <>
struct EnumNames<HoldScope> {
  static constexpr auto list = from(0, "claim", "case", "person");
};
template <>
struct EnumNames<Hold::Cause> {
  static constexpr auto list = from(0, "plan", "dispute", "insolvency", "death", "host");
};
template <>
struct EnumNames<MessageKind> {
  static constexpr auto list = from(0, "information", "reminder", "demand", "demand_by_law");
};
template <>
struct EnumNames<ContactStatus> {
  static constexpr auto list =
      from(0, "ordered", "sent", "rejected", "cancelled", "expired", "uncertain");
};
template <>
struct EnumNames<Posting::Kind> {
  static constexpr auto list = from(0, "charge", "write_off");
};
template <>
struct EnumNames<StepCost::What> {
  static constexpr auto list = from(0, "sending", "task", "hand_over");
};
template <>
struct EnumNames<Duration::Unit> {
  static constexpr auto list = from(0, "days", "business_days", "months");
};
template <>
struct EnumNames<Sending::Status> {
  static constexpr auto list = from(0, "attempting", "sent", "rejected", "uncertain", "waiting");
};
template <>
struct EnumNames<AskedStep::Status> {
  static constexpr auto list = from(0, "waiting", "accepted", "refused", "taken", "dropped");
};
template <>
struct EnumNames<Reason::Cause> {
  static constexpr auto list =
      from(0, "fact", "time", "derived", "whenever", "entry", "begin", "repeat", "migration");
};
template <>
struct EnumNames<StreamKind> {
  static constexpr auto list = from(1, "case", "person", "creditor", "tenant");
};
template <>
struct EnumNames<EntryKind> {
  static constexpr auto list =
      from(1, "day_started", "fact_recorded", "decided", "contact_progress", "sending_progress",
           "rulebook_installed", "pack_installed", "person_erased", "payment_unmatched");
};
template <>
struct EnumNames<ContactProgress::What> {
  static constexpr auto list = from(0, "admitted", "deferred", "sent", "rejected", "cancelled",
                                    "expired", "uncertain", "delivered", "failed", "opened");
};

// Sets of bits: their names from the lowest bit up.
template <>
struct EnumNames<HoldKinds> {
  static constexpr auto bits = from(0, "contact", "enforcement", "interest", "fees");
};
template <>
struct EnumNames<Receipt> {
  static constexpr auto bits = from(0, "delivered", "failed", "opened");
};

template <class E>
concept BitSet = requires {
  EnumNames<E>::bits;
};

// Whether the number is that of an enumerator, or a set of known bits.
template <class E>
constexpr bool is_enumerator(std::uint64_t number) {
  if constexpr (BitSet<E>) {
    return number < (std::uint64_t{1} << EnumNames<E>::bits.names.size());
  } else {
    constexpr auto& list = EnumNames<E>::list;
    return number >= list.first && number - list.first < list.names.size();
  }
}

template <class E>
constexpr std::string_view enum_name(E value) {
  constexpr auto& list = EnumNames<E>::list;
  const auto number = static_cast<std::uint64_t>(value);
  return is_enumerator<E>(number) ? list.names[number - list.first] : std::string_view("unknown");
}

template <class T>
struct IdTag : std::false_type {};
template <class Tag>
struct IdTag<Id<Tag>> : std::true_type {};
template <class T>
concept AnId = IdTag<T>::value;

}  // namespace arrears::codec

#endif
