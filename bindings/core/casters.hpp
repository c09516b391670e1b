// How plain Python values become C++ values and back: ids are str, dates are datetime.date,
// instants are aware datetime, spans are timedelta or time of day, decimals are decimal.Decimal,
// enumerations are their words. What cannot be exact is refused: a float is always a TypeError.
#ifndef ARREARS_BINDINGS_CASTERS_HPP
#define ARREARS_BINDINGS_CASTERS_HPP

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <arrears/engine/migration.hpp>
#include <arrears/engine/regrets.hpp>
#include <arrears/engine/report.hpp>
#include <arrears/ledger/costs.hpp>
#include <arrears/model/journal.hpp>
#include <arrears/time/moment.hpp>

namespace arrears::python {

namespace py = pybind11;

// Carries an Error to where Python's exception is made of it (module.cpp).
struct Failure {
  Error error;
};

// The value, or the exception.
template <class T>
T take(Result<T> result) {
  if (!result) throw Failure{result.error()};
  return std::move(result).value();
}

// Conversions that need Python's datetime and decimal; all in casters.cpp.
Date date_from(py::handle value);  // throws type_error
py::object date_to(Date value);
Instant instant_from(py::handle value);
py::object instant_to(Instant value);
Span span_from(py::handle value);
py::object span_to(Span value);
Decimal decimal_from(py::handle value);
py::object decimal_to(const Decimal& value);
Share share_from(py::handle value);
py::object share_to(const Share& value);
Value value_from(py::handle value);
py::object value_to(const Value& value);
std::string path_of(const py::object& path);  // a str or os.PathLike
// The digits of a str, int or Decimal; anything else, a float first of all, is a type_error.
std::string exact_text(py::handle value);

// The words of an enumeration, in the order of its values.
template <class T>
struct Words;

template <class T>
T word_from(py::handle value) {
  const auto text = value.cast<std::string>();
  std::string all;
  for (const auto& [word, item] : Words<T>::all) {
    if (text == word) return item;
    all += (all.empty() ? "" : ", ") + std::string(word);
  }
  throw Failure{{ErrorCode::invalid, "'" + text + "' is not one of: " + all, false}};
}
template <class T>
std::string word_to(T value) {
  for (const auto& [word, item] : Words<T>::all) {
    if (item == value) return word;
  }
  return {};
}

template <class T>
using WordTable = std::initializer_list<std::pair<const char*, T>>;

template <>
struct Words<Relation> {
  static constexpr std::pair<const char*, Relation> all[] = {
      {"unstated", Relation::unstated},
      {"business", Relation::business},
      {"consumer", Relation::consumer},
      {"public_body", Relation::public_body}};
};
template <>
struct Words<PersonKind> {
  static constexpr std::pair<const char*, PersonKind> all[] = {{"unstated", PersonKind::unstated},
                                                               {"natural", PersonKind::natural},
                                                               {"company", PersonKind::company}};
};
template <>
struct Words<DayCount> {
  static constexpr std::pair<const char*, DayCount> all[] = {{"act_act", DayCount::act_act},
                                                             {"act_365", DayCount::act_365},
                                                             {"act_360", DayCount::act_360},
                                                             {"thirty_360", DayCount::thirty_360}};
};
template <>
struct Words<Receipt> {
  static constexpr std::pair<const char*, Receipt> all[] = {
      {"delivered", Receipt::delivered}, {"failed", Receipt::failed}, {"opened", Receipt::opened}};
};
template <>
struct Words<Liability::Role> {
  static constexpr std::pair<const char*, Liability::Role> all[] = {
      {"debtor", Liability::Role::debtor},
      {"co_debtor", Liability::Role::co_debtor},
      {"guarantor", Liability::Role::guarantor},
      {"heir", Liability::Role::heir}};
};
template <>
struct Words<Liability::Extent> {
  static constexpr std::pair<const char*, Liability::Extent> all[] = {
      {"all", Liability::Extent::all},
      {"share", Liability::Extent::share},
      {"limit", Liability::Extent::limit}};
};
template <>
struct Words<InterestSegment::Kind> {
  static constexpr std::pair<const char*, InterestSegment::Kind> all[] = {
      {"contractual", InterestSegment::Kind::contractual},
      {"default_interest", InterestSegment::Kind::default_interest},
      {"penalty", InterestSegment::Kind::penalty}};
};
template <>
struct Words<MessageKind> {
  static constexpr std::pair<const char*, MessageKind> all[] = {
      {"information", MessageKind::information},
      {"reminder", MessageKind::reminder},
      {"demand", MessageKind::demand},
      {"demand_by_law", MessageKind::demand_by_law}};
};
template <>
struct Words<Severity> {
  static constexpr std::pair<const char*, Severity> all[] = {
      {"error", Severity::error}, {"warning", Severity::warning}, {"note", Severity::note}};
};
template <>
struct Words<Component> {
  static constexpr std::pair<const char*, Component> all[] = {
      {"principal", Component::principal},
      {"contractual_interest", Component::contractual_interest},
      {"default_interest", Component::default_interest},
      {"penalty", Component::penalty},
      {"costs", Component::costs},
      {"court_fee", Component::court_fee},
      {"attorney_fee", Component::attorney_fee},
      {"lump_sum", Component::lump_sum}};
};
template <>
struct Words<Phase> {
  static constexpr std::pair<const char*, Phase> all[] = {
      {"none", Phase::none},   {"monitoring", Phase::monitoring},
      {"early", Phase::early}, {"soft", Phase::soft},
      {"hard", Phase::hard},   {"pre_legal", Phase::pre_legal},
      {"legal", Phase::legal}, {"enforcement", Phase::enforcement}};
};
template <>
struct Words<Receiver> {
  static constexpr std::pair<const char*, Receiver> all[] = {{"agency", Receiver::agency},
                                                             {"creditor", Receiver::creditor},
                                                             {"bailiff", Receiver::bailiff},
                                                             {"court", Receiver::court}};
};
template <>
struct Words<PaymentWay> {
  static constexpr std::pair<const char*, PaymentWay> all[] = {
      {"voluntary", PaymentWay::voluntary},
      {"bailiff", PaymentWay::bailiff},
      {"court", PaymentWay::court},
      {"insolvency", PaymentWay::insolvency},
      {"set_off", PaymentWay::set_off}};
};
template <>
struct Words<ClaimReduced::Kind> {
  static constexpr std::pair<const char*, ClaimReduced::Kind> all[] = {
      {"credit_note", ClaimReduced::Kind::credit_note},
      {"write_off", ClaimReduced::Kind::write_off}};
};
template <>
struct Words<LimitationEvent::Kind> {
  static constexpr std::pair<const char*, LimitationEvent::Kind> all[] = {
      {"suspended", LimitationEvent::Kind::suspended},
      {"filed", LimitationEvent::Kind::filed},
      {"acknowledged", LimitationEvent::Kind::acknowledged},
      {"adjudicated", LimitationEvent::Kind::adjudicated},
      {"interrupted", LimitationEvent::Kind::interrupted}};
};
template <>
struct Words<CostLine::What> {
  static constexpr std::pair<const char*, CostLine::What> all[] = {
      {"sending", CostLine::What::sending},
      {"task", CostLine::What::task},
      {"hand_over", CostLine::What::hand_over},
      {"stated", CostLine::What::stated}};
};
template <>
struct Words<CostQuery::By> {
  static constexpr std::pair<const char*, CostQuery::By> all[] = {
      {"case", CostQuery::By::case_},
      {"creditor", CostQuery::By::creditor},
      {"mandate", CostQuery::By::mandate},
      {"plan", CostQuery::By::plan},
      {"field", CostQuery::By::field}};
};
template <>
struct Words<InterestTerms::Rounding> {
  static constexpr std::pair<const char*, InterestTerms::Rounding> all[] = {
      {"at_end", InterestTerms::Rounding::at_end},
      {"per_event", InterestTerms::Rounding::per_event},
      {"per_period", InterestTerms::Rounding::per_period}};
};
template <>
struct Words<CommissionTerms::Tiers> {
  static constexpr std::pair<const char*, CommissionTerms::Tiers> all[] = {
      {"by_case", CommissionTerms::Tiers::by_case},
      {"by_mandate", CommissionTerms::Tiers::by_mandate}};
};
template <>
struct Words<InstalmentOffer::State> {
  static constexpr std::pair<const char*, InstalmentOffer::State> all[] = {
      {"open", InstalmentOffer::State::open},
      {"accepted", InstalmentOffer::State::accepted},
      {"refused", InstalmentOffer::State::refused},
      {"withdrawn", InstalmentOffer::State::withdrawn}};
};
template <>
struct Words<OfferVerdict::Answer> {
  static constexpr std::pair<const char*, OfferVerdict::Answer> all[] = {
      {"accepted", OfferVerdict::Answer::accepted},
      {"refused", OfferVerdict::Answer::refused},
      {"left_open", OfferVerdict::Answer::left_open}};
};
template <>
struct Words<RegrettedAct::What> {
  static constexpr std::pair<const char*, RegrettedAct::What> all[] = {
      {"message", RegrettedAct::What::message},
      {"fee", RegrettedAct::What::fee},
      {"write_off", RegrettedAct::What::write_off},
      {"hand_over", RegrettedAct::What::hand_over},
      {"task", RegrettedAct::What::task},
      {"move", RegrettedAct::What::move},
      {"hold", RegrettedAct::What::hold},
      {"instalments", RegrettedAct::What::instalments}};
};
template <>
struct Words<HoldKinds> {
  static constexpr std::pair<const char*, HoldKinds> all[] = {
      {"contact", HoldKinds::contact},
      {"enforcement", HoldKinds::enforcement},
      {"interest", HoldKinds::interest},
      {"fees", HoldKinds::fees}};
};
template <>
struct Words<LateLines> {
  static constexpr std::pair<const char*, LateLines> all[] = {{"skip", LateLines::skip},
                                                              {"run", LateLines::run}};
};
template <>
struct Words<CalculationFormat> {
  static constexpr std::pair<const char*, CalculationFormat> all[] = {
      {"text", CalculationFormat::text},
      {"csv", CalculationFormat::csv},
      {"json", CalculationFormat::json},
      {"html", CalculationFormat::html}};
};

template <class T>
concept Worded = requires {
  Words<T>::all;
};
// Enumerations that are sets of bits are frozensets of words in Python.
template <class T>
inline constexpr bool is_set = std::is_same_v<T, Receipt> || std::is_same_v<T, HoldKinds>;

template <class T>
py::frozenset words_of(T set) {
  py::set words;
  for (const auto& [word, item] : Words<T>::all) {
    if (has(set, item)) words.add(py::str(word));
  }
  return py::frozenset(words);
}

}  // namespace arrears::python

namespace pybind11::detail {

template <class Tag>
struct type_caster<arrears::Id<Tag>> {
  PYBIND11_TYPE_CASTER(arrears::Id<Tag>, const_name("str"));
  bool load(handle source, bool) {
    if (!PyUnicode_Check(source.ptr())) return false;
    value.value = source.cast<std::string>();
    return true;
  }
  static handle cast(const arrears::Id<Tag>& id, return_value_policy, handle) {
    return str(id.value).release();
  }
};

// A caster from a pair of functions that throw what Python shall see.
#define ARREARS_CASTER(TYPE, NAME, FROM, TO)                            \
  template <>                                                           \
  struct type_caster<TYPE> {                                            \
    PYBIND11_TYPE_CASTER(TYPE, const_name(NAME));                       \
    bool load(handle source, bool) {                                    \
      value = FROM(source);                                             \
      return true;                                                      \
    }                                                                   \
    static handle cast(const TYPE& item, return_value_policy, handle) { \
      return TO(item).release();                                        \
    }                                                                   \
  }
ARREARS_CASTER(arrears::Date, "datetime.date", arrears::python::date_from,
               arrears::python::date_to);
ARREARS_CASTER(arrears::Instant, "datetime.datetime", arrears::python::instant_from,
               arrears::python::instant_to);
ARREARS_CASTER(arrears::Span, "datetime.timedelta", arrears::python::span_from,
               arrears::python::span_to);
ARREARS_CASTER(arrears::Decimal, "decimal.Decimal", arrears::python::decimal_from,
               arrears::python::decimal_to);
ARREARS_CASTER(arrears::Share, "fractions.Fraction", arrears::python::share_from,
               arrears::python::share_to);
ARREARS_CASTER(arrears::Value, "Value", arrears::python::value_from, arrears::python::value_to);
#undef ARREARS_CASTER

#if PYBIND11_VERSION_MAJOR >= 3  // has a caster for every enumeration; not for these
template <arrears::python::Worded T>
struct type_caster_enum_type_enabled<T> : std::false_type {};
#endif
template <arrears::python::Worded T>
struct type_caster<T> {
  PYBIND11_TYPE_CASTER(T, const_name("str"));
  bool load(handle source, bool) {
    if constexpr (arrears::python::is_set<T>) {
      if (!PyUnicode_Check(source.ptr())) {
        value = T{};
        for (const handle word : source) value = value | arrears::python::word_from<T>(word);
        return true;
      }
    }
    if (!PyUnicode_Check(source.ptr())) return false;
    value = arrears::python::word_from<T>(source);
    return true;
  }
  static handle cast(const T& item, return_value_policy, handle) {
    if constexpr (arrears::python::is_set<T>) return arrears::python::words_of(item).release();
    return str(arrears::python::word_to(item)).release();
  }
};

}  // namespace pybind11::detail

#endif
