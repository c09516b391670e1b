"""Types of the compiled part. Written by hand; tests/python/test_stub.py holds it to the module."""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as _Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from os import PathLike
from typing import Any, Literal, Protocol, Union, final

__version__: str

Exact = Union[str, int, Decimal]  # never float
Value = Union[Money, int, Decimal, timedelta, date, str, bool, Name]
Fields = _Mapping[str, Value]
Path = Union[str, PathLike[str]]
Language = str  # "en", "cs"

class _Channel(Protocol):
    id: str
    capabilities: Capabilities
    def send(self, message: Message) -> SendResult: ...

@final
class Money:
    def __init__(self, amount: Exact, currency: str) -> None: ...
    @staticmethod
    def from_minor(minor: int, currency: str) -> Money: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def currency(self) -> str: ...
    @property
    def minor(self) -> int: ...
    def __bool__(self) -> bool: ...
    def __neg__(self) -> Money: ...
    def __add__(self, other: Money) -> Money: ...
    def __sub__(self, other: Money) -> Money: ...
    def __lt__(self, other: Money) -> bool: ...
    def __le__(self, other: Money) -> bool: ...
    def __gt__(self, other: Money) -> bool: ...
    def __ge__(self, other: Money) -> bool: ...

@final
class Name:
    def __init__(self, text: str) -> None: ...
    @property
    def text(self) -> str: ...

DayCount = Literal["act_act", "act_365", "act_360", "thirty_360"]

@final
class Rate:
    def __init__(self, percent: Exact, *, day_count: DayCount = "act_act") -> None: ...
    @property
    def percent(self) -> Decimal: ...
    @property
    def day_count(self) -> DayCount: ...

@final
class Moment:
    def __init__(self, *, day: date, instant: datetime) -> None: ...
    day: date
    instant: datetime

@final
class Zone:
    def __init__(self) -> None: ...
    @property
    def name(self) -> str: ...
    def moment(self, instant: datetime) -> Moment: ...

@final
class VirtualClock:
    def __init__(self, zone: Zone) -> None: ...
    def opening(self, day: date) -> Moment: ...
    def at(self, day: date, after_midnight: Union[time, timedelta]) -> Moment: ...
    @property
    def zone(self) -> Zone: ...

@final
class Caller:
    def __init__(self, *, tenant: str, actor: str) -> None: ...
    @property
    def tenant(self) -> str: ...
    @property
    def actor(self) -> str: ...

class zone:
    @staticmethod
    def bundled_path() -> str: ...
    @staticmethod
    def load(path: Path, name: str) -> Zone: ...

# ---- claims and facts -----------------------------------------------------------------------

Component = Literal["principal", "contractual_interest", "default_interest", "penalty", "costs",
                    "court_fee", "attorney_fee", "lump_sum"]
Relation = Literal["unstated", "business", "consumer", "public_body"]
PersonKind = Literal["unstated", "natural", "company"]
Receipt = Literal["delivered", "failed", "opened"]
HoldKind = Literal["contact", "enforcement", "interest", "fees"]

@final
class PaymentSymbols:
    def __init__(self, *, variable: str = "", specific: str = "", constant: str = "",
                 reference: str = "") -> None: ...
    variable: str
    specific: str
    constant: str
    reference: str

@final
class InterestSegment:
    def __init__(self, *, start: date, until: date | None = None,
                 kind: Literal["contractual", "default_interest", "penalty"] = "contractual",
                 fixed: Rate | None = None, regime: str = "", basis: str = "",
                 source: str = "") -> None: ...
    start: date
    until: date | None
    kind: str
    fixed: Rate | None
    regime: str
    basis: str
    source: str

@final
class Instalment:
    def __init__(self, *, due: date, sum: Money) -> None: ...
    due: date
    sum: Money

@final
class Claim:
    def __init__(self, *, id: str, principal: Money, due: date, debtor: str,
                 obligation: date | None = None, relation: Relation = "unstated", law: str = "",
                 agreed_rate: Rate | None = None, segments: Sequence[InterestSegment] = (),
                 allocation: Sequence[Component] = (), limitation: str = "",
                 maturities: Sequence[Instalment] = (), demanded: date | None = None,
                 security: int = 0, damages_of: str = "", credit: Money | None = None,
                 symbols: PaymentSymbols = ...,
                 fields: Fields = ...) -> None: ...
    id: str
    principal: Money
    due: date
    debtor: str
    obligation: date | None
    relation: Relation
    law: str
    agreed_rate: Rate | None
    segments: list[InterestSegment]
    allocation: list[Component]
    limitation: str
    maturities: list[Instalment]
    demanded: date | None
    security: int
    damages_of: str
    credit: Money | None
    symbols: PaymentSymbols
    fields: dict[str, Value]

@final
class Liability:
    def __init__(self, *, claim: str, person: str,
                 role: Literal["debtor", "co_debtor", "guarantor", "heir"] = "debtor",
                 extent: Literal["all", "share", "limit"] = "all",
                 share: Fraction | Exact = ...,
                 limit: Money = ..., start: date | None = None, until: date | None = None,
                 basis: str = "") -> None: ...
    claim: str
    person: str
    role: str
    extent: str
    share: Fraction | None
    limit: Money | None
    start: date | None
    until: date | None
    basis: str

@final
class PersonStated:
    def __init__(self, *, person: str, name: str = "", email: str = "", phone: str = "",
                 address: str = "", identifier: str = "", kind: PersonKind = "unstated",
                 language: str = "", zone: str = "", fields: Fields = ...) -> None: ...
    person: str
    name: str
    email: str
    phone: str
    address: str
    identifier: str
    kind: PersonKind
    language: str
    zone: str
    fields: dict[str, Value]

@final
class CaseOpened:
    def __init__(self, *, case: str, plan: str, claims: Sequence[Claim], creditor: str = "",
                 mandate: str = "", portfolio: str = "", batch: str = "",
                 fields: Fields = ...) -> None: ...
    case: str
    plan: str
    claims: list[Claim]
    creditor: str
    mandate: str
    portfolio: str
    batch: str
    fields: dict[str, Value]

@final
class ClaimAdded:
    def __init__(self, *, case: str, claim: Claim) -> None: ...
    case: str
    claim: Claim

@final
class ClaimRemoved:
    def __init__(self, *, case: str, claim: str, reason: str = "") -> None: ...
    case: str
    claim: str
    reason: str

@final
class LiabilityStated:
    def __init__(self, *, liability: Liability) -> None: ...
    liability: Liability

PaymentWay = Literal["voluntary", "bailiff", "court", "insolvency", "set_off"]

@final
class Conversion:
    def __init__(self, *, sum: Money, rate: Exact, day: date, source: str = "") -> None: ...
    sum: Money
    rate: Decimal
    day: date
    source: str

@final
class PaymentReceived:
    def __init__(self, *, sum: Money, value_date: date, case: str = "", claim: str = "",
                 symbols: PaymentSymbols = ..., source: str = "", person: str = "",
                 receiver: Receiver = "agency",
                 order: Sequence[Component] = (), order_agreed: bool = False,
                 way: PaymentWay = "voluntary", converted: Conversion | None = None,
                 payer: str = "", message: str = "") -> None: ...
    sum: Money
    value_date: date
    case: str
    claim: str
    symbols: PaymentSymbols
    source: str
    person: str
    receiver: Receiver
    order: list[Component]
    order_agreed: bool
    way: PaymentWay
    converted: Conversion | None
    payer: str
    message: str

@final
class PaymentAssigned:
    def __init__(self, *, payment: str, case: str, claim: str = "") -> None: ...
    payment: str
    case: str
    claim: str

@final
class PaymentReversed:
    def __init__(self, *, payment: str, reason: str = "") -> None: ...
    payment: str
    reason: str

@final
class PaymentRefunded:
    def __init__(self, *, payment: str, sum: Money, reason: str = "") -> None: ...
    payment: str
    sum: Money
    reason: str

Phase = Literal["none", "monitoring", "early", "soft", "hard", "pre_legal", "legal", "enforcement"]
Receiver = Literal["agency", "creditor", "bailiff", "court"]

@final
class CommissionBand:
    def __init__(self, *, above: Money, rate_ppm: int) -> None: ...
    above: Money
    rate_ppm: int

@final
class CommissionRule:
    def __init__(self, *, bands: Sequence[CommissionBand], phases: Sequence[Phase] = (),
                 components: Sequence[Component] = (), receivers: Sequence[Receiver] = (),
                 min_days: int = 0, max_days: int | None = None) -> None: ...
    bands: list[CommissionBand]
    phases: list[Phase]
    components: list[Component]
    receivers: list[Receiver]
    min_days: int
    max_days: int | None

@final
class InterestTerms:
    def __init__(self, *, rounding: Literal["at_end", "per_event", "per_period"] = "at_end",
                 unit: int = 1, payment_day_bears: bool = True,
                 day_count: DayCount | None = None) -> None: ...
    rounding: Literal["at_end", "per_event", "per_period"]
    unit: int
    payment_day_bears: bool
    day_count: DayCount | None

@final
class CommissionTerms:
    def __init__(self, *, currency: str, start: date, rules: Sequence[CommissionRule],
                 until: date | None = None, tiers: Literal["by_case", "by_mandate"] = "by_case",
                 vat_ppm: int = 0) -> None: ...
    currency: str
    start: date
    rules: list[CommissionRule]
    until: date | None
    tiers: Literal["by_case", "by_mandate"]
    vat_ppm: int

@final
class RemittanceLine:
    def __init__(self, *, payment: str, case: str, gross: Money, commission: Money,
                 vat: Money) -> None: ...
    payment: str
    case: str
    gross: Money
    commission: Money
    vat: Money
    @property
    def net(self) -> Money: ...

@final
class ClaimReduced:
    def __init__(self, *, case: str, sum: Money, claim: str = "",
                 kind: Literal["credit_note", "write_off"] = "credit_note",
                 if_paid: Money | None = None, by: date | None = None, reference: str = "",
                 reason: str = "") -> None: ...
    case: str
    sum: Money
    claim: str
    kind: Literal["credit_note", "write_off"]
    if_paid: Money | None
    by: date | None
    reference: str
    reason: str

@final
class ReductionReversed:
    def __init__(self, *, case: str, reduction: str, reason: str = "") -> None: ...
    case: str
    reduction: str
    reason: str

@final
class InterestStated:
    def __init__(self, *, case: str, claim: str = "", segments: Sequence[InterestSegment] = (),
                 until: date | None = None, basis: str = "") -> None: ...
    case: str
    claim: str
    segments: list[InterestSegment]
    until: date | None
    basis: str

@final
class TitlePart:
    def __init__(self, *, claim: str, dismissed: Money = ...,
                 interest: Sequence[InterestSegment] = (), court_fee: Money = ...,
                 attorney_fee: Money = ..., costs: Money = ...) -> None: ...
    claim: str
    dismissed: Money
    interest: list[InterestSegment]
    court_fee: Money
    attorney_fee: Money
    costs: Money

@final
class TitleIssued:
    def __init__(self, *, case: str, parts: Sequence[TitlePart], kind: str = "",
                 reference: str = "", payable: date | None = None) -> None: ...
    case: str
    parts: list[TitlePart]
    kind: str
    reference: str
    payable: date | None

@final
class LimitationEvent:
    def __init__(self, *, kind: Literal["suspended", "filed", "acknowledged", "adjudicated",
                                        "interrupted"],
                 start: date, until: date | None = None, on_merits: bool = True) -> None: ...
    kind: Literal["suspended", "filed", "acknowledged", "adjudicated", "interrupted"]
    start: date
    until: date | None
    on_merits: bool

@final
class CaseAssigned:
    def __init__(self, *, case: str, creditor: str, mandate: str = "",
                 basis: str = "") -> None: ...
    case: str
    creditor: str
    mandate: str
    basis: str

@final
class InterestCapitalised:
    def __init__(self, *, case: str, basis: str, claim: str = "",
                 components: Sequence[Component] = ()) -> None: ...
    case: str
    basis: str
    claim: str
    components: list[Component]

@final
class ClaimAccelerated:
    def __init__(self, *, case: str, claim: str = "", payable: date | None = None,
                 reason: str = "") -> None: ...
    case: str
    claim: str
    payable: date | None
    reason: str

@final
class LimitationStated:
    def __init__(self, *, case: str, event: LimitationEvent, claim: str = "") -> None: ...
    case: str
    event: LimitationEvent
    claim: str

@final
class MandateStated:
    def __init__(self, *, mandate: str, creditor: str, commission: CommissionTerms,
                 interest: InterestTerms | None = None) -> None: ...
    mandate: str
    creditor: str
    commission: CommissionTerms
    interest: InterestTerms | None

@final
class RemittanceMade:
    def __init__(self, *, mandate: str, creditor: str, through: date,
                 lines: Sequence[RemittanceLine]) -> None: ...
    mandate: str
    creditor: str
    through: date
    lines: list[RemittanceLine]

@final
class CostIncurred:
    def __init__(self, *, case: str, sum: Money, kind: str = "", vat_ppm: int = 0,
                 reference: str = "") -> None: ...
    case: str
    sum: Money
    kind: str
    vat_ppm: int
    reference: str

@final
class PaymentsComplete:
    def __init__(self, *, source: str, through: date) -> None: ...
    source: str
    through: date

@final
class PromiseMade:
    def __init__(self, *, case: str, sum: Money, by: date, person: str = "") -> None: ...
    case: str
    sum: Money
    by: date
    person: str

@final
class InstalmentsAgreed:
    def __init__(self, *, case: str, instalments: Sequence[Instalment],
                 waives_interest: bool = False, person: str = "") -> None: ...
    case: str
    instalments: list[Instalment]
    waives_interest: bool
    person: str

@final
class InstalmentsOffered:
    def __init__(self, *, case: str, instalments: Sequence[Instalment],
                 waives_interest: bool = False, person: str = "") -> None: ...
    case: str
    instalments: list[Instalment]
    waives_interest: bool
    person: str

@final
class OfferAnswered:
    def __init__(self, *, case: str, accepted: bool, offer: str = "",
                 reason: str = "") -> None: ...
    case: str
    offer: str
    accepted: bool
    reason: str

@final
class InstalmentsEnded:
    def __init__(self, *, case: str, plan: str = "", reason: str = "") -> None: ...
    case: str
    plan: str
    reason: str

@final
class DisputeRaised:
    def __init__(self, *, case: str, claims: Sequence[str] = (), sum: Money | None = None,
                 deadline: date | None = None, reason: str = "", evidence: str = "") -> None: ...
    case: str
    claims: list[str]
    sum: Money | None
    deadline: date | None
    reason: str
    evidence: str

@final
class DisputeResolved:
    def __init__(self, *, case: str, dispute: str = "", upheld: bool = False,
                 note: str = "") -> None: ...
    case: str
    dispute: str
    upheld: bool
    note: str

@final
class InsolvencyDeclared:
    def __init__(self, *, person: str, reference: str = "") -> None: ...
    person: str
    reference: str

@final
class InsolvencyEnded:
    def __init__(self, *, person: str) -> None: ...
    person: str

@final
class DeathReported:
    def __init__(self, *, person: str) -> None: ...
    person: str

@final
class ReceiptArrived:
    def __init__(self, *, sending: str = "", provider_id: str = "",
                 what: Receipt = "delivered") -> None: ...
    sending: str
    provider_id: str
    what: Receipt

@final
class CallHeld:
    def __init__(self, *, case: str, person: str = "", inbound: bool = False, outcome: str = "",
                 note: str = "") -> None: ...
    case: str
    person: str
    inbound: bool
    outcome: str
    note: str

@final
class TaskDone:
    def __init__(self, *, case: str, task: str, outcome: str = "", note: str = "") -> None: ...
    case: str
    task: str
    outcome: str
    note: str

@final
class StepConfirmed:
    def __init__(self, *, case: str, accepted: bool, by: str, step: str = "",
                 why: str = "") -> None: ...
    case: str
    accepted: bool
    by: str
    step: str
    why: str

@final
class NoteMade:
    def __init__(self, *, case: str, text: str = "") -> None: ...
    case: str
    text: str

@final
class FieldsStated:
    def __init__(self, *, fields: Fields, case: str = "", claim: str = "",
                 person: str = "") -> None: ...
    case: str
    claim: str
    person: str
    fields: dict[str, Value]

@final
class HostFact:
    def __init__(self, *, event: str, case: str = "", person: str = "",
                 values: Fields = ...) -> None: ...
    event: str
    case: str
    person: str
    values: dict[str, Value]

@final
class HoldStated:
    def __init__(self, *, kinds: Iterable[HoldKind], case: str = "", person: str = "",
                 until: date | None = None, released: bool = False, hold: str = "",
                 because: str = "") -> None: ...
    case: str
    person: str
    kinds: frozenset[str]
    until: date | None
    released: bool
    hold: str
    because: str

Body = Union[
    PersonStated, CaseOpened, ClaimAdded, ClaimRemoved, LiabilityStated, PaymentReceived,
    PaymentAssigned, PaymentReversed, PromiseMade, InstalmentsAgreed, InstalmentsEnded,
    InstalmentsOffered, OfferAnswered,
    DisputeRaised, DisputeResolved,
    InsolvencyDeclared, InsolvencyEnded, DeathReported, ReceiptArrived, CallHeld, TaskDone,
    NoteMade, PaymentsComplete, FieldsStated, HostFact, HoldStated,
    PaymentRefunded, MandateStated, RemittanceMade, ClaimReduced, ReductionReversed,
    InterestStated, TitleIssued, LimitationStated, CostIncurred,
    ClaimAccelerated, InterestCapitalised, CaseAssigned, StepConfirmed,
]

@final
class Fact:
    def __init__(self, *, key: str, effective: date, what: Body) -> None: ...
    key: str
    effective: date
    what: Body
    def json(self) -> str: ...

# ---- money held for others ----------------------------------------------------------------------

@final
class CollectedPart:
    def __init__(self, *, claim: str, component: Component, sum: Money,
                 days_past_due: int = 0) -> None: ...
    claim: str
    component: Component
    sum: Money
    days_past_due: int

@final
class CollectedPayment:
    def __init__(self, *, key: str, case: str, value_date: date, sum: Money,
                 receiver: Receiver = "agency", phase: Phase = "none",
                 parts: Sequence[CollectedPart] = (), reversed: bool = False) -> None: ...
    key: str
    case: str
    value_date: date
    sum: Money
    receiver: Receiver
    phase: Phase
    parts: list[CollectedPart]
    reversed: bool

@final
class Refund:
    def __init__(self, *, payment: str, on: date, sum: Money) -> None: ...
    payment: str
    on: date
    sum: Money

@final
class Remittance:
    def __init__(self, *, on: date, lines: Sequence[RemittanceLine]) -> None: ...
    on: date
    lines: list[RemittanceLine]

@final
class StatedTerms:
    def __init__(self, *, key: str, on: date, terms: CommissionTerms) -> None: ...
    key: str
    on: date
    terms: CommissionTerms

@final
class MandateHistory:
    def __init__(self, *, currency: str, terms: Sequence[StatedTerms] = (),
                 payments: Sequence[CollectedPayment] = (), refunds: Sequence[Refund] = (),
                 remittances: Sequence[Remittance] = ()) -> None: ...
    currency: str
    terms: list[StatedTerms]
    payments: list[CollectedPayment]
    refunds: list[Refund]
    remittances: list[Remittance]

@final
class PaymentCommission:
    payment: str
    case: str
    value_date: date
    credited: Money
    gross: Money
    base: Money
    exact: Fraction
    commission: Money
    vat: Money

@final
class MandateAccount:
    currency: str
    received: Money
    direct: Money
    on_account: Money
    refunded: Money
    remitted: Money
    held: Money
    owed_by_creditor: Money
    owed_by_payers: Money
    commission: Money
    vat: Money
    commission_settled: Money
    vat_settled: Money

@final
class CostLine:
    on: date
    what: Literal["sending", "task", "hand_over", "stated"]
    name: str
    sum: Money
    vat: Money
    key: str

@final
class CaseCosts:
    lines: list[CostLine]
    sum: Money
    vat: Money

@final
class CostResult:
    group: str
    currency: str
    cases: int
    collected: Money
    costs: Money
    costs_vat: Money
    commission: Money
    commission_vat: Money
    result: Money

def render_costs(results: list[CostResult], heading: str = "group",
                 format: Literal["text", "csv", "json", "html"] = "text") -> str: ...
def commissions(history: MandateHistory) -> list[PaymentCommission]: ...
def propose_remittance(history: MandateHistory, *, through: date) -> list[RemittanceLine]: ...
def mandate_account(history: MandateHistory, *, on: date) -> MandateAccount: ...

# ---- law and rules --------------------------------------------------------------------------

@final
class LawTariff:
    sum: Money | None
    component: Component
    line: str
    verified: bool
    reckoning: str
    vat_on_top: bool
    why_not: str

@final
class Limitation:
    last_day: date | None
    line: str
    verified: bool
    steps: list[str]
    why_not: str

@final
class CreditingOrder:
    order: list[str]
    line: str
    other: str

@final
class LawCap:
    what: Literal["default_interest", "long_default", "penalty_rate", "penalty_total"]
    regime: str
    after_days: int
    rate: Rate | None
    sum: Money | None
    line: str
    verified: bool

@final
class LawPack:
    @property
    def country(self) -> str: ...
    @property
    def hash(self) -> str: ...
    def tariff(self, line: str, base: Money, *, on: date) -> LawTariff: ...
    def limitation(self, line: str, exercisable: date, *,
                   events: Sequence[LimitationEvent] = (),
                   matured: date | None = None) -> Limitation: ...
    def allocation(self, claim: Claim, *, in_default: bool, paid_on: date,
                   way: PaymentWay = "voluntary") -> CreditingOrder: ...
    def several_debts(self, claim: Claim, *, paid_on: date) -> CreditingOrder: ...
    def caps(self, claim: Claim, *, default_from: date) -> list[LawCap]: ...

@final
class LawPacks:
    def __init__(self) -> None: ...
    def of(self, country: str) -> LawPack: ...
    def knows(self, country: str) -> bool: ...
    @property
    def countries(self) -> list[str]: ...

class law:
    @staticmethod
    def bundled_path() -> str: ...
    @staticmethod
    def load(path: Path, countries: Sequence[str]) -> LawPacks: ...
    @staticmethod
    def check(folder: Path) -> list[Diagnostic]: ...
    @staticmethod
    def load_all(path: Path) -> LawPacks: ...

@final
class Diagnostic:
    code: str
    severity: Literal["error", "warning", "note"]
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    help: str
    language: str

def render(diagnostics: Sequence[Diagnostic], *, language: Language = "",
           color: bool = False) -> str: ...
def render_json(diagnostics: Sequence[Diagnostic]) -> str: ...

@final
class Rulebook:
    def __init__(self) -> None: ...
    @property
    def hash(self) -> str: ...
    @property
    def plans(self) -> list[str]: ...
    @property
    def diagnostics(self) -> list[Diagnostic]: ...
    def graph(self, plan: str = "", *, format: str = "dot") -> str: ...
    def document(self, *, diagrams: _Mapping[str, str] = ...) -> str: ...

def compile(path: Path, law: LawPacks, *, messages: Language = "") -> Rulebook: ...
def compile_sources(sources: _Mapping[str, str], law: LawPacks, *,
                    messages: Language = "") -> Rulebook: ...

# ---- channels -------------------------------------------------------------------------------

@final
class Message:
    key: str
    channel: str
    template_name: str
    kind: Literal["information", "reminder", "demand", "demand_by_law"]
    person: str
    cases: list[str]
    orders: list[str]
    recipient: str
    recipient_name: str
    language: str
    subject: str
    body: str
    attachments: list[str]
    day: date
    instant: datetime

@final
class SendResult:
    @staticmethod
    def accepted(provider_id: str) -> SendResult: ...
    @staticmethod
    def retry_after(delay: timedelta, reason: str = "") -> SendResult: ...
    @staticmethod
    def rejected(reason: str) -> SendResult: ...
    @property
    def status(self) -> Literal["accepted", "retry", "rejected"]: ...
    @property
    def text(self) -> str: ...
    @property
    def delay(self) -> timedelta: ...

@final
class Capabilities:
    def __init__(self, *, keyed: bool = False, receipts: Iterable[Receipt] = (),
                 two_way: bool = False, length_max: int = 0) -> None: ...
    keyed: bool
    receipts: frozenset[str]
    two_way: bool
    length_max: int

@final
class SpoolChannel:
    def __init__(self, id: str, directory: Path, *, receipts: Iterable[Receipt] = ...) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def capabilities(self) -> Capabilities: ...

@final
class RecordingChannel:
    def __init__(self, id: str, capabilities: Capabilities = ...) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def capabilities(self) -> Capabilities: ...
    @property
    def sent(self) -> list[Message]: ...
    answers: dict[str, SendResult]

# ---- engine ---------------------------------------------------------------------------------

@final
class Store: ...

# ---- rows of files, figures, tests of rules ---------------------------------------------------

ImportKind = Literal["claims", "payments", "receipts", "complete", "promises", "instalments",
                     "offers", "liabilities", "mandates", "facts", "costs"]

@final
class Mapping:
    def __init__(self) -> None: ...
    @staticmethod
    def parse(text: str) -> Mapping: ...

@final
class RowVerdict:
    line: int
    column: str
    reason: str

@final
class RunningCase:
    creditor: str
    claims: list[str]

@final
class ImportOutcome:
    @property
    def facts(self) -> list[Fact]: ...
    @property
    def rows(self) -> list[list[int]]: ...
    @property
    def verdicts(self) -> list[RowVerdict]: ...
    @property
    def rejected(self) -> int: ...
    def join(self, running: dict[str, RunningCase]) -> None: ...
    def reject(self, fact: int, reason: str) -> None: ...
    def rejected_csv(self, mapping: Mapping) -> str: ...

def read_rows(kind: ImportKind, data: bytes, mapping: Mapping = ..., *, today: date,
              rulebook: Rulebook | None = None) -> ImportOutcome: ...
def import_columns(kind: ImportKind) -> dict[str, tuple[bool, str]]: ...

@final
class CurrencyFigures:
    currency: str
    opened: Money
    paid: Money
    charged: Money
    written_off: Money
    open: Money
    days_outstanding_hundredths: int

@final
class MonthFigures:
    year: int
    month: int
    opened: int
    closed: int
    tasks: int
    sent: dict[str, int]
    by_channel: dict[str, int]
    paid_minor: dict[str, int]
    open_minor: dict[str, int]

@final
class PortfolioReport:
    first: date | None
    last: date | None
    cases: int
    open_cases: int
    entries: int
    unmatched: int
    currencies: list[CurrencyFigures]
    months: list[MonthFigures]
    open_by_state: dict[str, int]
    sent: dict[str, dict[str, int]]
    not_sent: dict[str, int]
    tasks: dict[str, int]
    def html(self, title: str) -> str: ...
    def json(self) -> str: ...
    def text(self) -> str: ...

@final
class RuleTestFailure:
    line: int
    expected: str
    found: str

@final
class RuleTestResult:
    file: str
    name: str
    line: int
    passed: bool
    failures: list[RuleTestFailure]
    cases: int
    counterexample: str
    history: list[str]

def run_rule_tests(rulebook: Rulebook, law: LawPacks, zone: Zone,
                   cases: int = ...) -> list[RuleTestResult]: ...

@final
class RulePart:
    what: Literal["state", "line", "row"]
    file: str
    line: int
    text: str
    reached: bool

def rule_coverage(rulebook: Rulebook, law: LawPacks, zone: Zone) -> list[RulePart]: ...
def format(name: str, text: str, *, messages: Language = "") -> str: ...
def translate(name: str, text: str, to: str, *, messages: Language = "") -> str: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...

# Whole numbers: an array of Arrow, or what has the buffer protocol (array.array, numpy.ndarray,
# memoryview; before Python 3.12 types cannot say so).
Column = Union[_ArrowArray, Any]

@final
class Int64Column:
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> int: ...
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...

@final
class InterestAmounts:
    scale: int
    @property
    def booked(self) -> Int64Column: ...
    @property
    def exact_whole(self) -> Int64Column | None: ...
    @property
    def exact_rest(self) -> Int64Column | None: ...

def interest(principal: Column, start: Column, until: Column, rate_ppm: Column, *,
             day_count: DayCount | Column = "act_act", offsets: Column | None = None,
             principal_by: Literal["row", "case"] = "row",
             rounding: Literal["half_up", "half_even"] = "half_up",
             exact: bool = False) -> InterestAmounts: ...
def calculate(claims: Sequence[Claim], facts: Sequence[Fact] = (), *, law: LawPacks, on: date,
              shift_due: bool = False, terms: InterestTerms | None = None,
              allocation: Sequence[Component] = ()) -> Calculation: ...

def reckon_cases(csv: str, law: LawPacks, *, name: str = "cases") -> str: ...

class memory:
    @staticmethod
    def store() -> Store: ...

class sqlite:
    @staticmethod
    def store(path: Path, *, read_only: bool = False, create: bool = True,
              synchronous: int = 2) -> Store: ...

@final
class SubmitReport:
    stored: int
    known: int

@final
class DayReport:
    day: date
    recorded: int
    decided: int
    looked_at: int
    ordered: int
    tasks: int
    unmatched: int
    refused: list[str]
    waits_for_payments: list[str]
    set_aside: list[str]

@final
class DispatchReport:
    sent: int
    deferred: int
    cancelled: int
    expired: int
    rejected: int
    retried: int
    uncertain: int

@final
class ClaimLimitation:
    claim: str
    maturity: date | None
    last_day: date | None
    line: str
    verified: bool
    steps: list[str]
    why_not: str

@final
class MaturityBalance:
    maturity: date
    due: date
    principal: Money
    debt: Money

@final
class ClaimBalance:
    claim: str
    open: dict[Component, Money]
    principal_paid_on: date | None
    paid_late: bool
    oldest_due: date | None
    maturities: list[MaturityBalance]

@final
class Balance:
    debt: Money
    overdue: Money
    principal: Money
    interest: Money
    costs: Money
    written_off: Money
    paid: Money
    overpaid: Money
    refunded: Money
    credited: Money
    disputed: Money
    removed: Money
    claims: list[ClaimBalance]

@final
class CalculationLine:
    start: date
    until: date
    claim: str
    maturity: date | None
    component: Component
    base: Money
    rate: Rate | None
    days: int
    amount: Money
    exact: Fraction
    cap: Money | None
    basis: str
    source: str
    fact: str

@final
class LiabilityDebt:
    liability: Liability
    debt: Money
    paid: Money

@final
class PersonDebt:
    person: str
    debt: Money
    paid: Money
    liabilities: list[LiabilityDebt]
    insolvent_since: date | None
    dead_since: date | None

@final
class Calculation:
    on: date
    lines: list[CalculationLine]
    balance: Balance
    persons: list[PersonDebt]
    terms: InterestTerms
    accepted: list[str]
    def text(self, language: Language = "en") -> str: ...
    def render(self, format: Literal["text", "csv", "json", "html"], *,
               language: Language = "en") -> str: ...

@final
class InstalmentTerms:
    def __init__(self, *, first_due: date, first: Money | None = None, sum: Money | None = None,
                 count: int = 0, months: int = 1, days: int = 0, move_due_days: bool = True,
                 waives_interest: bool = False) -> None: ...
    first_due: date
    first: Money | None
    sum: Money | None
    count: int
    months: int
    days: int
    move_due_days: bool
    waives_interest: bool

@final
class InstalmentSchedule:
    agreed: date
    waives_interest: bool
    instalments: list[Instalment]
    debt: Money
    total: Money
    cost: Money
    def render(self, format: Literal["text", "csv", "json"], case: str) -> str: ...

@final
class InstalmentStatus:
    due: date
    last_day: date
    sum: Money
    paid: Money
    state: Literal["open", "due", "paid", "missed"]
    was_missed: bool
    paid_on: date | None

@final
class InstalmentPlan:
    key: str
    agreed: date
    state: Literal["running", "paid", "ended", "replaced"]
    closed_on: date | None
    waives_interest: bool
    instalments: list[InstalmentStatus]

@final
class InstalmentOffer:
    key: str
    offered: date
    state: Literal["open", "accepted", "refused", "withdrawn"]
    closed_on: date | None
    because: str
    person: str
    instalments: list[Instalment]
    waives_interest: bool

@final
class OfferVerdict:
    @property
    def answer(self) -> Literal["accepted", "refused", "left_open"]: ...
    @property
    def because(self) -> str: ...
    @property
    def rest(self) -> Money: ...
    @property
    def acts(self) -> list[str]: ...
    @property
    def lines(self) -> list[str]: ...
    def text(self, language: Language = "en") -> str: ...
    def json(self) -> str: ...

@final
class CaseReport:
    @property
    def case(self) -> str: ...
    @property
    def plan(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def closed(self) -> bool: ...
    @property
    def balance(self) -> Balance: ...
    @property
    def persons(self) -> list[PersonDebt]: ...
    @property
    def limitations(self) -> list[ClaimLimitation]: ...
    @property
    def instalments(self) -> list[InstalmentPlan]: ...
    @property
    def offers(self) -> list[InstalmentOffer]: ...
    @property
    def costs(self) -> CaseCosts: ...
    @property
    def next_look(self) -> date | None: ...
    @property
    def today(self) -> date: ...
    def text(self, language: Language = "en") -> str: ...
    def json(self) -> str: ...

@final
class Explanation:
    @property
    def headline(self) -> str: ...
    @property
    def clears_on(self) -> date | None: ...
    @property
    def language(self) -> str: ...
    def text(self, language: Language = "") -> str: ...
    def json(self) -> str: ...

@final
class RegrettedAct:
    what: Literal["message", "fee", "write_off", "hand_over", "task", "move", "hold",
                  "instalments"]
    text: str
    became: str
    on: date
    place: str
    follows: bool

@final
class Regretted:
    case: str
    noticed_on: date
    revised: str
    decided_on: date
    place: str
    answered: bool
    acts: list[RegrettedAct]

@final
class MigrationMove:
    plan: str
    from_state: str
    to_state: str
    cases: int

@final
class MigrationLine:
    text: str
    cases: int

@final
class StrandedCase:
    case: str
    why: str

@final
class MigrationReport:
    @property
    def done(self) -> bool: ...
    @property
    def already(self) -> int: ...
    @property
    def moves(self) -> list[MigrationMove]: ...
    @property
    def skipped(self) -> list[MigrationLine]: ...
    @property
    def dropped(self) -> list[MigrationLine]: ...
    @property
    def stranded(self) -> list[StrandedCase]: ...
    def text(self) -> str: ...

@final
class ForecastLine:
    what: Literal["sent", "not_sent", "task", "question", "state", "closed", "fee", "write_off",
                  "hand_over", "instalments", "set_aside"]
    day: date
    case: str
    name: str
    who: str
    why: str
    sum: Money | None

@final
class ForecastChange:
    what: Literal["sent", "not_sent", "task", "question", "state", "closed", "fee", "write_off",
                  "hand_over", "instalments", "set_aside"]
    case: str
    name: str
    who: str
    before: date | None
    after: date | None

@final
class Forecast:
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def lines(self) -> list[ForecastLine]: ...
    @property
    def refused(self) -> list[str]: ...
    @property
    def migrated(self) -> MigrationReport | None: ...
    def against(self, before: Forecast) -> list[ForecastChange]: ...
    def render(self, format: Literal["text", "csv", "json", "html"] = "text", *,
               lines: bool = False) -> str: ...

def render_changes(changes: list[ForecastChange],
                   format: Literal["text", "csv", "json", "html"] = "text", *,
                   lines: bool = False) -> str: ...

def render_regrets(regrets: list[Regretted],
                   format: Literal["text", "csv", "json", "html"] = "text") -> str: ...

@final
class Verdict:
    @property
    def problems(self) -> list[str]: ...
    @property
    def entries(self) -> int: ...
    @property
    def cases(self) -> int: ...
    @property
    def persons(self) -> int: ...
    @property
    def against_heads(self) -> bool: ...
    @property
    def sound(self) -> bool: ...
    def __bool__(self) -> bool: ...
    def text(self, language: Language = "en") -> str: ...
    def json(self) -> str: ...

@final
class ChainHeads:
    @staticmethod
    def read(path: Path) -> ChainHeads: ...
    @staticmethod
    def parse(text: str) -> ChainHeads: ...
    def text(self) -> str: ...

@final
class Engine:
    def __init__(self, *, store: Store, rulebook: Rulebook, law: LawPacks = ...,
                 channels: list[_Channel] = ..., zone: Zone | None = None, workers: int = 1,
                 tenant: str = "main", salt_seed: str = "") -> None: ...
    def __enter__(self) -> Engine: ...
    def __exit__(self, *args: Any) -> None: ...
    def close(self) -> None: ...
    def open_day(self, by: Caller, moment: Moment) -> None: ...
    def submit(self, by: Caller, moment: Moment, facts: Sequence[Fact]) -> SubmitReport: ...
    def check(self, by: Caller, facts: Sequence[Fact]) -> list[str]: ...
    def running(self, by: Caller, facts: Sequence[Fact]) -> dict[str, RunningCase]: ...
    def run_day(self, by: Caller, moment: Moment) -> DayReport: ...
    def dispatch(self, by: Caller, moment: Moment, *, limit: int = 1000000) -> DispatchReport: ...
    def next_dispatch(self, by: Caller, after: datetime) -> datetime | None: ...
    def migrate(self, by: Caller, moment: Moment, *, late: Literal["skip", "run"] = "skip",
                dry_run: bool = False, cases: Sequence[str] = ()) -> MigrationReport: ...
    def erase(self, by: Caller, moment: Moment, person: str) -> None: ...
    def forecast(self, by: Caller, *, until: date, rulebook: Rulebook | None = None,
                 facts: Sequence[Fact] = (), payments_known: bool = True) -> Forecast: ...
    def show(self, by: Caller, case: str) -> CaseReport: ...
    def reckon(self, by: Caller, case: str, *, on: date,
               known_at: datetime | None = None) -> Calculation: ...
    def schedule_instalments(self, by: Caller, case: str, terms: InstalmentTerms, *,
                             on: date) -> InstalmentSchedule: ...
    def mandate_account(self, by: Caller, mandate: str, *, on: date) -> list[MandateAccount]: ...
    def propose_remittance(self, by: Caller, mandate: str, *,
                           through: date) -> list[RemittanceMade]: ...
    def costs(self, by: Caller, *, on: date,
              group: Literal["case", "creditor", "mandate", "plan", "field"] = "case",
              field: str = "") -> list[CostResult]: ...
    def try_offer(self, by: Caller, offer: InstalmentsOffered, *, on: date) -> OfferVerdict: ...
    def regrets(self, by: Caller, *, case: str = "", since: date | None = None,
                until: date | None = None) -> list[Regretted]: ...
    def explain(self, by: Caller, case: str, *, on: date,
                language: Language = "") -> Explanation: ...
    def explain_not(self, by: Caller, case: str, step: str, *, on: date,
                    language: Language = "") -> Explanation: ...
    def verify(self, heads: ChainHeads | None = None) -> Verdict: ...
    def heads(self) -> ChainHeads: ...
    def portfolio_report(self, by: Caller) -> PortfolioReport: ...
    def export_lines(self, hashes: bool = ...) -> list[str]: ...
