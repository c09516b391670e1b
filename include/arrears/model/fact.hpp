// Facts: what the world or a person stated. A fact has a unique key, the date it takes effect, and
// a body. Decisions (model/decision.hpp) are what was done; the two are never mixed.
//
// Members marked "private" are personal data: submitting splits them off into private rows of the
// person concerned (model/journal.hpp); the journal keeps a salted commitment.
#ifndef ARREARS_MODEL_FACT_HPP
#define ARREARS_MODEL_FACT_HPP

#include <arrears/model/conversion.hpp>
#include <arrears/model/mandate.hpp>
#include <arrears/model/title.hpp>
#include <variant>

namespace arrears {

enum class PersonKind : std::uint8_t { unstated, natural, company };

// All private.
struct PersonDetails {
  std::string name{};
  std::string email{};
  std::string phone{};
  std::string address{};
  std::string identifier{};  // company number, tax number; never needed by rules
  friend bool operator==(const PersonDetails&, const PersonDetails&) = default;
};

// A person as known from now on. A later one replaces what it states; empty members change nothing.
struct PersonStated {
  PersonId person{};
  PersonDetails details{};
  PersonKind kind = PersonKind::unstated;
  std::string language{};  // ISO 639-1, for templates
  std::string zone{};      // IANA name; unknown = the intersection of contact windows
  FieldValues fields{};    // host fields of scope person
  friend bool operator==(const PersonStated&, const PersonStated&) = default;
};

struct CaseOpened {
  CaseId case_id{};
  std::string plan{};  // name of a plan of the rulebook
  CreditorId creditor{};
  MandateId mandate{};          // empty = the creditor's own
  std::string portfolio{};      // a group of cases that is configured together; may be empty
  std::string batch{};          // what it was imported with; may be empty
  std::vector<Claim> claims{};  // at least one; one currency, one debtor
  FieldValues fields{};         // host fields of scope case
  friend bool operator==(const CaseOpened&, const CaseOpened&) = default;
};

struct ClaimAdded {
  CaseId case_id{};
  Claim claim{};
  friend bool operator==(const ClaimAdded&, const ClaimAdded&) = default;
};

// The claim leaves the case: paid elsewhere, moved, opened by mistake.
struct ClaimRemoved {
  CaseId case_id{};
  ClaimId claim{};
  std::string reason{};
  friend bool operator==(const ClaimRemoved&, const ClaimRemoved&) = default;
};

// Of one claim, person and role the newest statement counts, for all days: who is released gets one
// with `until`.
struct LiabilityStated {
  Liability liability{};
  friend bool operator==(const LiabilityStated&, const LiabilityStated&) = default;
};

// How money met a debt; laws have orders of crediting of their own for some ways. A set-off is a
// payment that moved no money: its value date is the day on which both claims could be set off
// first, and its receiver is the creditor.
enum class PaymentWay : std::uint8_t { voluntary, bailiff, court, insolvency, set_off };

// What it was for: a case, a claim, symbols, or nothing. Money that matches nothing waits in the
// queue of unmatched payments until PaymentAssigned names its case.
struct PaymentReceived {
  CaseId case_id{};
  ClaimId claim{};
  PaymentSymbols symbols{};
  Money sum{};        // above zero
  Date value_date{};  // what the ledger and promises count by
  SourceId source{};  // of payments; see PaymentsComplete
  Receiver receiver = Receiver::agency;
  PersonId person{};  // who paid, of those who answer for it; empty = the first debtor
  // The order of crediting that the debtor named on paying; empty = none. It counts where the law
  // lets the debtor choose or, where it asks for the creditor's consent, with that.
  std::vector<Component> order{};
  bool order_agreed = false;
  PaymentWay way = PaymentWay::voluntary;
  std::optional<Conversion> converted{};  // what came, where `sum` is in another currency
  std::string payer{};                    // private: name or account of whoever paid
  std::string message{};                  // private
  friend bool operator==(const PaymentReceived&, const PaymentReceived&) = default;
};

// An unmatched payment finds its case.
struct PaymentAssigned {
  FactKey payment{};
  CaseId case_id{};
  ClaimId claim{};
  friend bool operator==(const PaymentAssigned&, const PaymentAssigned&) = default;
};

// Takes a payment back, whole, as if it had never come (a returned direct debit, a wrong booking).
struct PaymentReversed {
  FactKey payment{};
  std::string reason{};
  friend bool operator==(const PaymentReversed&, const PaymentReversed&) = default;
};

// Money on account goes back to the payer: what a payment paid beyond the debt, or the whole of one
// that matched nothing.
struct PaymentRefunded {
  FactKey payment{};
  Money sum{};  // above zero
  std::string reason{};
  friend bool operator==(const PaymentRefunded&, const PaymentRefunded&) = default;
};

// The terms under which claims of a creditor are collected; cases name the mandate. Of two that
// cover a value date those of the later effective date hold. A case bears interest by the terms
// that its mandate had stated by the effective date of its opening, whatever is stated later; by
// those of its law pack where it had stated none.
struct MandateStated {
  MandateId mandate{};
  CreditorId creditor{};
  CommissionTerms commission{};
  std::optional<InterestTerms> interest{};
  friend bool operator==(const MandateStated&, const MandateStated&) = default;
};

// Money held for the creditor of a mandate was remitted, or a claim against the creditor settled.
struct RemittanceMade {
  MandateId mandate{};
  CreditorId creditor{};
  Date through{};                       // value dates of the payments that it was to settle
  std::vector<RemittanceLine> lines{};  // at least one, of one currency
  friend bool operator==(const RemittanceMade&, const RemittanceMade&) = default;
};

struct PromiseMade {
  CaseId case_id{};
  PersonId person{};  // empty = the first debtor
  Money sum{};        // above zero
  Date by{};          // not before the effective date
  friend bool operator==(const PromiseMade&, const PromiseMade&) = default;
};

// Creditor and debtor agree on payment in parts: an instalment plan. A case has one at a time; a
// later one replaces it.
struct InstalmentsAgreed {
  CaseId case_id{};
  PersonId person{};  // whom it binds; empty = the first debtor
  // Parts of what is owed, all components together: up to instalments_max, by due date, one a day.
  std::vector<Instalment> instalments{};
  // No interest from the effective date through the last due date, unless the plan is ended: then
  // the debt is what it would be without this.
  bool waives_interest = false;
  friend bool operator==(const InstalmentsAgreed&, const InstalmentsAgreed&) = default;
};

// The plan holds no more: what is owed is due as if it had not been agreed. Where a law knows
// acceleration (§ 1931 of the Czech code) this is the creditor's declaration of it.
struct InstalmentsEnded {
  CaseId case_id{};
  FactKey plan{};  // empty = the one that runs
  std::string reason{};
  friend bool operator==(const InstalmentsEnded&, const InstalmentsEnded&) = default;
};

// A debtor offers to pay in parts. It binds nobody until it is accepted, by a plan of rules or by
// OfferAnswered; from then on it is an instalment plan under the key of this fact. A later offer or
// agreement of the case withdraws one that is not answered.
struct InstalmentsOffered {
  CaseId case_id{};
  PersonId person{};                      // who offers; empty = the first debtor
  std::vector<Instalment> instalments{};  // as in InstalmentsAgreed
  bool waives_interest = false;           // asks for it
  friend bool operator==(const InstalmentsOffered&, const InstalmentsOffered&) = default;
};

// People answer an offer. An acceptance counts, whatever was answered before; a refusal only while
// the offer is open.
struct OfferAnswered {
  CaseId case_id{};
  FactKey offer{};  // empty = the one that is open
  bool accepted = false;
  std::string reason{};
  friend bool operator==(const OfferAnswered&, const OfferAnswered&) = default;
};

struct DisputeRaised {
  CaseId case_id{};
  std::vector<ClaimId> claims{};   // empty = all of the case
  std::optional<Money> sum{};      // disputed part; none = the whole of those claims
  std::optional<Date> deadline{};  // by which it has to be settled
  std::string reason{};            // private: free text
  std::string evidence{};          // private: free text or a reference to documents
  friend bool operator==(const DisputeRaised&, const DisputeRaised&) = default;
};

struct DisputeResolved {
  CaseId case_id{};
  FactKey dispute{};    // empty = every open one of the case
  bool upheld = false;  // the debtor was right
  std::string note{};   // private
  friend bool operator==(const DisputeResolved&, const DisputeResolved&) = default;
};

struct InsolvencyDeclared {
  PersonId person{};
  std::string reference{};  // file mark of the court
  friend bool operator==(const InsolvencyDeclared&, const InsolvencyDeclared&) = default;
};

struct InsolvencyEnded {
  PersonId person{};
  friend bool operator==(const InsolvencyEnded&, const InsolvencyEnded&) = default;
};

struct DeathReported {
  PersonId person{};
  friend bool operator==(const DeathReported&, const DeathReported&) = default;
};

enum class Receipt : std::uint8_t { none = 0, delivered = 1, failed = 2, opened = 4 };
constexpr Receipt operator|(Receipt a, Receipt b) {
  return static_cast<Receipt>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool has(Receipt set, Receipt kind) {
  return (static_cast<unsigned>(set) & static_cast<unsigned>(kind)) != 0;
}

// What became of a sending, by its key or by the id that the provider gave.
struct ReceiptArrived {
  SendingKey sending{};
  std::string provider_id{};
  Receipt what = Receipt::delivered;  // exactly one
  friend bool operator==(const ReceiptArrived&, const ReceiptArrived&) = default;
};

struct CallHeld {
  CaseId case_id{};
  PersonId person{};
  bool inbound = false;
  std::string outcome{};  // a word of the host
  std::string note{};     // private
  friend bool operator==(const CallHeld&, const CallHeld&) = default;
};

struct TaskDone {
  CaseId case_id{};
  std::string task{};     // its text in the plan; the oldest open one of that text is meant
  std::string outcome{};  // one of those that the plan gives for the task, if it gives any
  std::string note{};     // private
  friend bool operator==(const TaskDone&, const TaskDone&) = default;
};

struct NoteMade {
  CaseId case_id{};
  std::string text{};  // private
  friend bool operator==(const NoteMade&, const NoteMade&) = default;
};

// All payments of this source with a value date up to `through` are in. Of several sources the
// earliest counts. Promises are never broken before this.
struct PaymentsComplete {
  SourceId source{};
  Date through{};
  friend bool operator==(const PaymentsComplete&, const PaymentsComplete&) = default;
};

// The host states fields of a case, claim or person anew.
struct FieldsStated {
  CaseId case_id{};  // one of the three
  ClaimId claim{};
  PersonId person{};
  FieldValues fields{};
  friend bool operator==(const FieldsStated&, const FieldsStated&) = default;
};

// An event that the host declared in its vocabulary.
struct HostFact {
  std::string event{};
  CaseId case_id{};   // events of scope case or claim
  PersonId person{};  // events of scope person
  FieldValues values{};
  friend bool operator==(const HostFact&, const HostFact&) = default;
};

// A hold that the host puts or takes away, whatever the plan says.
struct HoldStated {
  CaseId case_id{};
  PersonId person{};       // with it the hold is on the person, over all cases
  std::uint8_t kinds = 0;  // HoldKinds as bits
  std::optional<Date> until{};
  bool released = false;  // true takes away the hold that the fact `hold` put
  FactKey hold{};
  std::string because{};
  friend bool operator==(const HoldStated&, const HoldStated&) = default;
};

// The creditor takes back a part of what is owed: a credit note, a discount, forgiveness. With a
// condition it holds from the day on which so much was paid, and never if that is not in time.
struct ClaimReduced {
  // A credit note lowers principal as if less had been owed from the effective date on; what was
  // paid beyond that is on account. A write-off meets what is open: charges and interest first,
  // then principal, and what meets nothing is not used.
  enum class Kind : std::uint8_t { credit_note, write_off };
  CaseId case_id{};
  ClaimId claim{};  // of a write-off empty = spread over the case, oldest first
  Kind kind = Kind::credit_note;
  Money sum{};                     // above zero
  std::optional<Money> if_paid{};  // payments in the case from the effective date on ...
  std::optional<Date> by{};        // ... by this value date; both or neither
  std::string reference{};         // number of the document
  std::string reason{};
  friend bool operator==(const ClaimReduced&, const ClaimReduced&) = default;
};

// Takes a reduction back, whole, as if it had never been.
struct ReductionReversed {
  CaseId case_id{};
  FactKey reduction{};
  std::string reason{};
  friend bool operator==(const ReductionReversed&, const ReductionReversed&) = default;
};

// From the effective date on the claim bears the interest of these segments and no other: by an
// agreement, a judgment, a moratorium, a settlement, an assignment. Of two for one claim and day
// the one that took effect later counts, then the one with the later key.
struct InterestStated {
  CaseId case_id{};
  ClaimId claim{};                          // empty = every claim of the case
  std::optional<Date> until{};              // last day; then again what it bore before; none = open
  std::vector<InterestSegment> segments{};  // empty = no interest on those days
  std::string basis{};                      // why
  friend bool operator==(const InterestStated&, const InterestStated&) = default;
};

// A court, an arbitrator or a notary confirmed claims. It took effect on the effective date.
struct TitleIssued {
  CaseId case_id{};
  std::string kind{};             // a word of the host: judgment, payment_order, award ...
  std::string reference{};        // file mark
  std::optional<Date> payable{};  // the last day to pay under it; none = the effective date
  std::vector<TitlePart> parts{};
  friend bool operator==(const TitleIssued&, const TitleIssued&) = default;
};

// Something happened to the limitation of claims; see law/limitation.hpp.
struct LimitationStated {
  CaseId case_id{};
  ClaimId claim{};  // empty = every claim of the case
  LimitationEvent event{};
  friend bool operator==(const LimitationStated&, const LimitationStated&) = default;
};

// Maturities of a claim that have not come yet fall due at once: the creditor declared it (§ 1931
// of the Czech code), the debtor asked for it, a contract says so.
struct ClaimAccelerated {
  CaseId case_id{};
  ClaimId claim{};                // empty = every claim of the case
  std::optional<Date> payable{};  // the last day to pay; none = the effective date
  std::string reason{};
  friend bool operator==(const ClaimAccelerated&, const ClaimAccelerated&) = default;
};

// Interest that has grown through the effective date bears interest from the next day on, as
// principal: by agreement (§ 1806 of act 89/2012; art. 482 of the Polish code). Without such a fact
// interest bears none. What is taken over is what is open, after the payments of that day.
struct InterestCapitalised {
  CaseId case_id{};
  ClaimId claim{};  // empty = every claim of the case
  // Contractual or default interest or both, each once; empty = both.
  std::vector<Component> components{};
  std::string basis{};  // the agreement, the paragraph; needed
  friend bool operator==(const InterestCapitalised&, const InterestCapitalised&) = default;
};

// All claims of the case passed to another creditor (§ 1879 of act 89/2012), who has what payments
// with value dates from the effective date on bring. Interest runs on as it did; a fee by a law
// that does not pass (LawLine::assignable) stays with the creditor before.
struct CaseAssigned {
  CaseId case_id{};
  CreditorId creditor{};  // another one than before
  MandateId mandate{};    // empty = the creditor's own
  std::string basis{};    // the contract
  friend bool operator==(const CaseAssigned&, const CaseAssigned&) = default;
};

// Money that collecting a case took and no step of the plan states: a court fee advanced, postage
// of a month, an enquiry. What the debtor owes does not change by it; that is a charge.
struct CostIncurred {
  CaseId case_id{};
  std::string kind{};        // a word of the host
  Money sum{};               // without VAT; not zero, below zero = money back
  std::int32_t vat_ppm = 0;  // 0 to 1'000'000: 210'000 is 21 %
  std::string reference{};   // of an invoice or the like
  friend bool operator==(const CostIncurred&, const CostIncurred&) = default;
};

// A person has decided on a step that waits for consent (`confirm`) or for hands (`manual`).
// Accepted, it is taken if it is still wanted; refused, it never is.
struct StepConfirmed {
  CaseId case_id{};
  OrderKey step{};  // AskedStep::key; empty = the one that has waited longest
  bool accepted = false;
  std::string by{};   // who decided; needed
  std::string why{};  // private
  friend bool operator==(const StepConfirmed&, const StepConfirmed&) = default;
};

using FactBody =
    std::variant<PersonStated, CaseOpened, ClaimAdded, ClaimRemoved, LiabilityStated,
                 PaymentReceived, PaymentAssigned, PaymentReversed, PromiseMade, DisputeRaised,
                 DisputeResolved, InsolvencyDeclared, InsolvencyEnded, DeathReported,
                 ReceiptArrived, CallHeld, TaskDone, NoteMade, PaymentsComplete, FieldsStated,
                 HostFact, HoldStated, InstalmentsAgreed, InstalmentsEnded, PaymentRefunded,
                 MandateStated, RemittanceMade, ClaimReduced, ReductionReversed, InterestStated,
                 TitleIssued, LimitationStated, CostIncurred, ClaimAccelerated, InstalmentsOffered,
                 OfferAnswered, InterestCapitalised, CaseAssigned, StepConfirmed>;

struct Fact {
  FactKey key{};
  Date effective{};  // may lie in the past; a late fact changes derivations, never decisions
  FactBody what{};
  friend bool operator==(const Fact&, const Fact&) = default;
};

}  // namespace arrears

#endif
