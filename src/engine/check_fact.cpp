// What is wrong with a fact by itself, before anything is stored. The words name the member, never
// its content: facts hold personal data.
#include <arrears/ledger/mandate_account.hpp>
#include <engine/commands.hpp>
#include <text/utf8.hpp>

#include <algorithm>
#include <set>

namespace arrears::engine {

namespace {

std::string wrong_text(std::string_view text, const char* name, std::size_t limit) {
  if (text.size() > limit) {
    return std::string(name) + " is longer than " + std::to_string(limit) + " bytes";
  }
  if (!text::is_utf8(text)) return std::string(name) + " is not UTF-8";
  return {};
}

std::string wrong_id(std::string_view id, const char* name, bool needed) {
  if (id.empty()) return needed ? std::string(name) + " is missing" : std::string{};
  for (const char c : id) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      return std::string(name) + " holds a control character";
    }
  }
  return wrong_text(id, name, ids_max);
}

// Of somebody who is made known by this fact: ids stand in the open.
std::string wrong_person(const PersonId& id) {
  if (looks_like_birth_number(id.value) || looks_like_pesel(id.value)) {
    return "the person's id looks like a birth number; use another key";
  }
  return wrong_id(id.value, "the person", true);
}

std::string wrong_date(const std::optional<Date>& date, const char* name) {
  if (!date || (Date::earliest() <= *date && *date <= Date::latest())) return {};
  return std::string(name) + " lies outside 1900 to 2200";
}

std::string wrong_sum(const Money& sum, const char* name) {
  if (sum.currency.none()) return std::string(name) + " has no currency";
  if (sum.minor <= 0) return std::string(name) + " must be above zero";
  if (sum.minor > Money::limit) return std::string(name) + " is too large";
  return {};
}

std::string wrong_fields(const FieldValues& fields) {
  if (fields.size() > 1000) return "more than 1000 fields";
  for (const auto& [name, value] : fields) {
    std::string wrong = wrong_id(name, "the name of a field", true);
    if (const auto* text = std::get_if<std::string>(&value); text && wrong.empty()) {
      wrong = wrong_text(*text, "a field", texts_max);
    }
    if (const auto* date = std::get_if<Date>(&value); date && wrong.empty()) {
      wrong = wrong_date(*date, "a field");
    }
    if (!wrong.empty()) return wrong;
  }
  return {};
}

std::string wrong_extent(const Liability& one) {
  if (one.from && one.until && *one.until < *one.from) return "the end lies before the beginning";
  switch (one.extent) {
    case Liability::Extent::all: return {};
    case Liability::Extent::limit: return wrong_sum(one.limit, "the limit");
    case Liability::Extent::share:
      if (0 < one.share.part && one.share.part <= one.share.whole) return {};
      return "the share is " + one.share.text() + "; expected above 0 and at most 1";
  }
  return {};
}

// The first of the answers that says something.
std::string first_of(std::initializer_list<std::string> answers) {
  for (const std::string& answer : answers) {
    if (!answer.empty()) return answer;
  }
  return {};
}

std::string wrong_symbols(const PaymentSymbols& symbols) {
  const auto digits = [](std::string_view text, std::size_t limit, const char* name) {
    const bool fine = text.size() <= limit && std::all_of(text.begin(), text.end(), [](char c) {
                        return c >= '0' && c <= '9';
                      });
    return fine ? std::string{} : std::string(name) + " has digits only";
  };
  return first_of({digits(symbols.variable, 10, "the variable symbol"),
                   digits(symbols.specific, 10, "the specific symbol"),
                   digits(symbols.constant, 10, "the constant symbol"),
                   wrong_text(symbols.reference, "the reference", 140)});
}

std::string wrong_in_segments(const std::vector<InterestSegment>& segments) {
  if (segments.size() > segments_max) return "more than 1000 interest segments";
  for (const InterestSegment& segment : segments) {
    std::string wrong = first_of({wrong_date(segment.from, "the beginning of interest"),
                                  wrong_date(segment.until, "the end of interest")});
    if (wrong.empty() && segment.kind == InterestSegment::Kind::penalty && !segment.fixed) {
      wrong = "a penalty by the day has a rate of its own";
    }
    if (wrong.empty() && segment.until && *segment.until < segment.from) {
      wrong = "interest ends before it begins";
    }
    if (!wrong.empty()) return wrong;
  }
  return {};
}

// Parts with a day of their own, in order.
std::string wrong_in_parts(const std::vector<Instalment>& parts, const char* what) {
  std::string wrong;
  for (std::size_t i = 0; i < parts.size() && wrong.empty(); ++i) {
    wrong = first_of({wrong_sum(parts[i].sum, what), wrong_date(parts[i].due, "a due date")});
    if (i > 0 && wrong.empty() && parts[i].due <= parts[i - 1].due) {
      wrong = "instalments stand in order of their due dates, one a day";
    }
  }
  return wrong;
}

std::string wrong_instalments(const std::vector<Instalment>& parts) {
  if (parts.empty()) return "an instalment plan has at least one instalment";
  if (parts.size() > static_cast<std::size_t>(instalments_max)) {
    return "an instalment plan has at most " + std::to_string(instalments_max) + " instalments";
  }
  return wrong_in_parts(parts, "an instalment");
}

std::string wrong_maturities(const Claim& claim) {
  const std::vector<Instalment>& parts = claim.maturities;
  if (parts.empty()) return {};
  if (parts.size() < 2 || parts.size() > static_cast<std::size_t>(instalments_max)) {
    return "a claim that falls due in parts has 2 to " + std::to_string(instalments_max) +
           " maturities";
  }
  if (std::string wrong = wrong_in_parts(parts, "a maturity"); !wrong.empty()) return wrong;
  std::int64_t sum = 0;
  for (const Instalment& one : parts) {
    if (one.sum.currency != claim.principal.currency) {
      return "a maturity is in another currency than the principal";
    }
    sum += one.sum.minor;
  }
  if (sum != claim.principal.minor) return "the maturities do not add up to the principal";
  return parts.front().due == claim.due ? "" : "the first maturity is not on the due date";
}

std::string wrong_credit(const Claim& claim) {
  if (!claim.credit) return {};
  if (claim.credit->currency != claim.principal.currency) {
    return "the total amount of the credit is in another currency than the principal";
  }
  return wrong_sum(*claim.credit, "the total amount of the credit");
}

std::string wrong_in_stated_claim(const Claim& claim) {
  return first_of({wrong_id(claim.id.value, "the claim's id", true),
                   wrong_sum(claim.principal, "the principal"), wrong_date(claim.due, "due"),
                   wrong_date(claim.obligation, "the obligation date"),
                   wrong_id(claim.debtor.value, "the debtor", true), wrong_symbols(claim.symbols),
                   wrong_fields(claim.fields), wrong_in_segments(claim.segments),
                   wrong_id(claim.limitation, "the line of limitation", false),
                   wrong_date(claim.demanded, "the day of the demand"),
                   wrong_id(claim.damages_of.value, "the claim that was broken", false),
                   wrong_maturities(claim), wrong_credit(claim)});
}

std::string wrong_way(const PaymentReceived& it) {
  if (it.way > PaymentWay::set_off) return "the way of payment is unknown";
  if (it.way != PaymentWay::set_off || it.receiver == Receiver::creditor) return {};
  return "a set-off brings no money: its receiver is the creditor";
}

std::string wrong_conversion(const Conversion& it, const Money& to) {
  std::string wrong =
      first_of({wrong_sum(it.sum, "the sum before conversion"), wrong_date(it.day, "the rate"),
                wrong_text(it.source, "the source of the rate", texts_max),
                it.rate.micro > 0 ? "" : "the rate is not above zero"});
  if (!wrong.empty() || it.into(to.currency) == to) return wrong;
  const std::optional<Money> expected = it.into(to.currency);
  return "the sum is not what the rate gives" +
         (expected ? ": " + expected->text() + " " + to.currency.code() : std::string{});
}

// Zero is a sum that a title does not award.
std::string wrong_award(const Money& sum, const char* name) {
  return sum.minor == 0 ? std::string{} : wrong_sum(sum, name);
}

// One overload per kind of fact; the general one is for those whose ids are checked elsewhere.
struct Check {
  std::string operator()(const PersonStated& it) const {
    const PersonDetails& d = it.details;
    return first_of({wrong_person(it.person), wrong_text(d.name, "the name", 1000),
                     wrong_text(d.email, "the e-mail", 1000),
                     wrong_text(d.phone, "the phone", 1000),
                     wrong_text(d.address, "the address", texts_max),
                     wrong_text(d.identifier, "the identifier", 1000),
                     wrong_id(it.language, "the language", false),
                     wrong_id(it.zone, "the zone", false), wrong_fields(it.fields)});
  }
  std::string operator()(const CaseOpened& it) const {
    std::string wrong =
        first_of({wrong_id(it.case_id.value, "the case", true), wrong_id(it.plan, "the plan", true),
                  wrong_id(it.creditor.value, "the creditor", false),
                  wrong_id(it.mandate.value, "the mandate", false),
                  wrong_id(it.portfolio, "the portfolio", false),
                  wrong_id(it.batch, "the batch", false), wrong_fields(it.fields)});
    std::size_t parts = 0;
    for (const Claim& claim : it.claims) parts += std::max<std::size_t>(1, claim.maturities.size());
    if (parts > claims_max) return "a case holds at most 10000 claims, each maturity counted";
    for (const Claim& claim : it.claims) {
      if (wrong.empty()) wrong = wrong_in_stated_claim(claim);
    }
    return wrong;
  }
  std::string operator()(const ClaimAdded& it) const {
    return first_of(
        {wrong_id(it.case_id.value, "the case", true), wrong_in_stated_claim(it.claim)});
  }
  std::string operator()(const ClaimRemoved& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.claim.value, "the claim", true),
                     wrong_text(it.reason, "the reason", texts_max)});
  }
  std::string operator()(const LiabilityStated& it) const {
    const Liability& one = it.liability;
    return first_of({wrong_id(one.claim.value, "the claim", true), wrong_person(one.person),
                     wrong_date(one.from, "the beginning"), wrong_date(one.until, "the end"),
                     wrong_text(one.basis, "the basis", texts_max), wrong_extent(one)});
  }
  std::string operator()(const PaymentReceived& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", false),
                     wrong_id(it.claim.value, "the claim", false), wrong_symbols(it.symbols),
                     wrong_sum(it.sum, "the sum"), wrong_date(it.value_date, "the value date"),
                     wrong_id(it.source.value, "the source", false),
                     wrong_id(it.person.value, "the person", false),
                     it.receiver <= Receiver::court ? "" : "the receiver is unknown", wrong_way(it),
                     it.converted ? wrong_conversion(*it.converted, it.sum) : std::string{},
                     wrong_text(it.payer, "the payer", texts_max),
                     wrong_text(it.message, "the message", texts_max)});
  }
  std::string operator()(const PaymentAssigned& it) const {
    return first_of({wrong_id(it.payment.value, "the payment", true),
                     wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.claim.value, "the claim", false)});
  }
  std::string operator()(const PaymentReversed& it) const {
    return first_of({wrong_id(it.payment.value, "the payment", true),
                     wrong_text(it.reason, "the reason", texts_max)});
  }
  std::string operator()(const PaymentRefunded& it) const {
    return first_of({wrong_id(it.payment.value, "the payment", true), wrong_sum(it.sum, "the sum"),
                     wrong_text(it.reason, "the reason", texts_max)});
  }
  std::string operator()(const ClaimReduced& it) const {
    const bool conditional = it.if_paid.has_value();
    const bool spread = it.claim.empty() && it.kind == ClaimReduced::Kind::credit_note;
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.claim.value, "the claim", false),
                     spread ? "a credit note names its claim" : "", wrong_sum(it.sum, "the sum"),
                     conditional ? wrong_sum(*it.if_paid, "the sum to be paid") : std::string{},
                     wrong_date(it.by, "the last day to pay"),
                     conditional == it.by.has_value() ? "" : "`if_paid` and `by` go together",
                     wrong_text(it.reference, "the reference", texts_max),
                     wrong_text(it.reason, "the reason", texts_max)});
  }
  std::string operator()(const ReductionReversed& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.reduction.value, "the reduction", true),
                     wrong_text(it.reason, "the reason", texts_max)});
  }
  std::string operator()(const InterestStated& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.claim.value, "the claim", false), wrong_date(it.until, "the end"),
                     wrong_in_segments(it.segments), wrong_text(it.basis, "the basis", texts_max)});
  }
  std::string operator()(const TitleIssued& it) const {
    if (it.parts.empty()) return "a title says something of at least one claim";
    if (it.parts.size() > claims_max) return "too many claims";
    std::string wrong = first_of({wrong_id(it.case_id.value, "the case", true),
                                  wrong_id(it.kind, "the kind", false),
                                  wrong_text(it.reference, "the reference", texts_max),
                                  wrong_date(it.payable, "the last day to pay")});
    for (const TitlePart& part : it.parts) {
      if (!wrong.empty()) break;
      wrong =
          first_of({wrong_id(part.claim.value, "the claim", true), wrong_in_segments(part.interest),
                    wrong_award(part.dismissed, "what was dismissed"),
                    wrong_award(part.court_fee, "the court fee"),
                    wrong_award(part.attorney_fee, "the attorney's fee"),
                    wrong_award(part.costs, "the costs")});
    }
    return wrong;
  }
  std::string operator()(const LimitationStated& it) const {
    const LimitationEvent& event = it.event;
    const bool ends_early = event.until && *event.until < event.from;
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.claim.value, "the claim", false),
                     event.kind <= LimitationEvent::Kind::interrupted ? "" : "the event is unknown",
                     wrong_date(event.from, "the beginning"), wrong_date(event.until, "the end"),
                     ends_early ? "the end lies before the beginning" : ""});
  }
  std::string operator()(const ClaimAccelerated& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.claim.value, "the claim", false),
                     wrong_date(it.payable, "the last day to pay"),
                     wrong_text(it.reason, "the reason", texts_max)});
  }
  std::string operator()(const CaseAssigned& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.creditor.value, "the creditor", true),
                     wrong_id(it.mandate.value, "the mandate", false),
                     wrong_text(it.basis, "the basis", 1000)});
  }
  std::string operator()(const InterestCapitalised& it) const {
    const std::set<Component> each(it.components.begin(), it.components.end());
    const bool interest = std::all_of(each.begin(), each.end(), [](Component component) {
      return component == Component::contractual_interest ||
             component == Component::default_interest;
    });
    if (!interest || each.size() != it.components.size()) {
      return "contractual and default interest are capitalised, each once";
    }
    if (it.basis.empty()) return "interest bears interest by an agreement or a law: name it";
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.claim.value, "the claim", false),
                     wrong_text(it.basis, "the basis", 1000)});
  }
  std::string operator()(const MandateStated& it) const {
    const Result<Unit> terms = check_terms(it.commission);
    if (it.interest && (it.interest->unit < 1 || interest_unit_max < it.interest->unit)) {
      return "interest is rounded to 1 to 1000000 minor units";
    }
    return first_of(
        {wrong_id(it.mandate.value, "the mandate", true),
         wrong_id(it.creditor.value, "the creditor", true), wrong_date(it.commission.from, "from"),
         wrong_date(it.commission.until, "until"), terms ? std::string{} : terms.error().message});
  }
  std::string operator()(const RemittanceMade& it) const {
    if (it.lines.empty()) return "a remittance settles at least one payment";
    if (it.lines.size() > remittance_lines_max) return "a remittance has too many lines";
    const Currency currency = it.lines.front().gross.currency;
    std::string wrong = first_of({wrong_id(it.mandate.value, "the mandate", true),
                                  wrong_id(it.creditor.value, "the creditor", true),
                                  wrong_date(it.through, "through")});
    for (const RemittanceLine& line : it.lines) {
      if (!wrong.empty()) break;
      wrong = first_of({wrong_id(line.payment.value, "the payment", true),
                        wrong_id(line.case_id.value, "the case", true)});
      for (const Money& sum : {line.gross, line.commission, line.vat}) {
        const bool fits = sum.minor >= -Money::limit && sum.minor <= Money::limit;
        if (sum.currency.none() || sum.currency != currency) wrong = "a line has another currency";
        if (!fits) wrong = "a sum of a line is too large";
      }
    }
    return wrong;
  }
  std::string operator()(const CostIncurred& it) const {
    // Money back is as large as a cost may be.
    const Money size{it.sum.minor < 0 ? -std::max(it.sum.minor, -Money::limit - 1) : it.sum.minor,
                     it.sum.currency};
    const bool rate = 0 <= it.vat_ppm && it.vat_ppm <= 1'000'000;
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_text(it.kind, "the kind", 1000),
                     it.sum.minor == 0 ? "a cost is not zero" : wrong_sum(size, "the cost"),
                     rate ? "" : "the VAT rate lies outside 0 to 100 %",
                     wrong_text(it.reference, "the reference", texts_max)});
  }
  std::string operator()(const PromiseMade& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.person.value, "the person", false), wrong_sum(it.sum, "the sum"),
                     wrong_date(it.by, "the promised date")});
  }
  std::string operator()(const InstalmentsAgreed& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.person.value, "the person", false),
                     wrong_instalments(it.instalments)});
  }
  std::string operator()(const InstalmentsOffered& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.person.value, "the person", false),
                     wrong_instalments(it.instalments)});
  }
  std::string operator()(const OfferAnswered& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.offer.value, "the offer", false),
                     wrong_text(it.reason, "the reason", texts_max)});
  }
  std::string operator()(const InstalmentsEnded& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     wrong_id(it.plan.value, "the plan", false),
                     wrong_text(it.reason, "the reason", texts_max)});
  }
  std::string operator()(const DisputeRaised& it) const {
    return first_of({wrong_id(it.case_id.value, "the case", true),
                     it.sum ? wrong_sum(*it.sum, "the disputed sum") : std::string{},
                     it.claims.size() > claims_max ? "too many claims" : std::string{},
                     wrong_date(it.deadline, "the deadline"),
                     wrong_text(it.reason, "the reason", texts_max),
                     wrong_text(it.evidence, "the evidence", texts_max)});
  }
  std::string operator()(const DisputeResolved& it) const {
    return first_of(
        {wrong_id(it.case_id.value, "the case", true), wrong_text(it.note, "the note", texts_max)});
  }
  std::string operator()(const InsolvencyDeclared& it) const {
    return first_of({wrong_id(it.person.value, "the person", true),
                     wrong_text(it.reference, "the reference", texts_max)});
  }
  std::string operator()(const InsolvencyEnded& it) const {
    return wrong_id(it.person.value, "the person", true);
  }
  std::string operator()(const DeathReported& it) const {
    return wrong_id(it.person.value, "the person", true);
  }
  std::string operator()(const ReceiptArrived& it) const {
    if (it.sending.empty() && it.provider_id.empty()) return "a receipt names its sending";
    const bool one =
        it.what == Receipt::delivered || it.what == Receipt::failed || it.what == Receipt::opened;
    return one ? wrong_text(it.provider_id, "the provider's id", 1000)
               : "a receipt says delivered, failed or opened";
  }
  std::string operator()(const CallHeld& it) const {
    if (it.case_id.empty() && it.person.empty()) return "a call needs a case or a person";
    return first_of({wrong_id(it.case_id.value, "the case", false),
                     wrong_id(it.person.value, "the person", false),
                     wrong_id(it.outcome, "the outcome", false),
                     wrong_text(it.note, "the note", texts_max)});
  }
  std::string operator()(const TaskDone& it) const {
    return first_of(
        {wrong_id(it.case_id.value, "the case", true), wrong_text(it.task, "the task", 1000),
         wrong_text(it.outcome, "the outcome", 1000), wrong_text(it.note, "the note", texts_max)});
  }
  std::string operator()(const StepConfirmed& it) const {
    return first_of(
        {wrong_id(it.case_id.value, "the case", true), wrong_id(it.step.value, "the step", false),
         wrong_id(it.by, "who confirms", true), wrong_text(it.why, "the grounds", texts_max)});
  }
  std::string operator()(const NoteMade& it) const {
    return first_of(
        {wrong_id(it.case_id.value, "the case", true), wrong_text(it.text, "the text", texts_max)});
  }
  std::string operator()(const PaymentsComplete& it) const {
    return first_of(
        {wrong_id(it.source.value, "the source", false), wrong_date(it.through, "through")});
  }
  std::string operator()(const FieldsStated& it) const {
    const int named = !it.case_id.empty() + !it.claim.empty() + !it.person.empty();
    return named == 1 ? wrong_fields(it.fields) : "fields belong to one case, claim or person";
  }
  std::string operator()(const HostFact& it) const {
    const int named = !it.case_id.empty() + !it.person.empty();
    if (named != 1) return "an event of the host belongs to one case or person";
    return first_of({wrong_id(it.event, "the event", true), wrong_fields(it.values)});
  }
  std::string operator()(const HoldStated& it) const {
    const int named = !it.case_id.empty() + !it.person.empty();
    if (named != 1) return "a hold is on one case or person";
    if (it.released ? it.hold.empty() : (it.kinds == 0 || it.kinds > 15)) {
      return "a hold names its kinds; a release names the hold";
    }
    return first_of(
        {wrong_date(it.until, "until"), wrong_text(it.because, "the reason", texts_max)});
  }
};

}  // namespace

std::string wrong_in(const Fact& fact) {
  return first_of({wrong_id(fact.key.value, "the key", true),
                   wrong_date(fact.effective, "the effective date"),
                   std::visit(Check{}, fact.what)});
}

}  // namespace arrears::engine
