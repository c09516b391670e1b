"""examples/python/quickstart.py: the same host application in Python."""

from datetime import date, time, timedelta
from pathlib import Path

import arrears
from arrears import CaseOpened, Claim, Fact, Money, PaymentReceived, PaymentsComplete, PersonStated

import provider  # the host's own HTTP client


class SmsGateway(arrears.Channel):
    """Called only from Engine.dispatch; never while a decision is being made."""

    id = "sms"
    capabilities = arrears.Capabilities(keyed=True, receipts={"delivered", "failed"})

    def send(self, message: arrears.Message) -> arrears.SendResult:
        reply = provider.post(to=message.recipient, text=message.body, key=message.key)
        if reply.status == 202:
            return arrears.SendResult.accepted(reply.id)
        if reply.status >= 500:
            return arrears.SendResult.retry_after(timedelta(minutes=15))
        return arrears.SendResult.rejected(reply.reason)


def main() -> int:
    law = arrears.law.load(arrears.law.bundled_path(), ["CZ"])

    # In Python a broken rulebook raises; the error holds every diagnostic, not the first.
    try:
        rulebook = arrears.compile(Path("rules/plans/cz"), law)
    except arrears.RuleError as error:
        print(error.render(language="en"))
        return 1

    # Channels are named as the plan names them, and give the receipts that it relies on.
    spooled = {
        "e-mail": {"failed"},
        "dopis": set(),
        "dopis_doporučeně": {"delivered", "failed"},
        "datovka": {"delivered", "failed"},
    }
    by = arrears.Caller(tenant="main", actor="erp-sync")
    prague = arrears.zone.load(arrears.zone.bundled_path(), "Europe/Prague")
    clock = arrears.VirtualClock(prague)
    first, second, today = date(2026, 9, 9), date(2026, 9, 10), date(2026, 9, 18)
    invoice = "FV-2026-0181"

    arrived: dict[date, list[Fact]] = {
        first: [
            Fact(
                key="crm:77",
                effective=first,
                what=PersonStated(
                    person="P-77",
                    name="Stavby Kolín s.r.o.",  # private fields: erasable, never in the journal
                    email="ucto@stavby-kolin.example",
                    phone="+420 601 000 077",
                ),
            ),
            Fact(
                key="erp:181",
                effective=first,
                what=CaseOpened(
                    case=invoice,
                    plan="firemní_faktury",
                    creditor="own",
                    claims=[
                        Claim(
                            id="FV-2026-0181/1",
                            principal=Money("12000", "CZK"),  # str, int, Decimal; never float
                            due=date(2026, 9, 1),
                            obligation=date(2026, 8, 3),
                            relation="business",
                            debtor="P-77",
                        )
                    ],
                ),
            ),
        ],
        second: [
            Fact(
                key="bank:000123",
                effective=second,
                what=PaymentReceived(case=invoice, sum=Money("2000", "CZK"), value_date=second),
            )
        ],
        today: [
            Fact(
                key="bank:through:2026-09-17",
                effective=date(2026, 9, 17),
                what=PaymentsComplete(source="bank", through=date(2026, 9, 17)),
            )
        ],
    }

    with arrears.Engine(
        store=arrears.sqlite.store("arrears.db"),
        rulebook=rulebook,
        law=law,
        channels=[
            SmsGateway(),
            *(arrears.SpoolChannel(id, "spool", receipts=back) for id, back in spooled.items()),
        ],
        zone=prague,  # contact windows are on this clock
        workers=2,
    ) as engine:
        day = first
        while day <= today:
            engine.open_day(by, clock.opening(day))
            morning = clock.at(day, time(8))
            engine.submit(by, morning, arrived.get(day, []))
            report = engine.run_day(by, morning)  # runs without the GIL
            print(f"{day}: {report.decided} cases decided, {report.ordered} messages ordered")
            engine.dispatch(by, morning, limit=1_000)  # takes the GIL once per Python channel call
            day += timedelta(days=1)

        print(engine.reckon(by, invoice, on=today).text("cs"))
        known_at = clock.at(first, time(20)).instant
        print(engine.reckon(by, invoice, on=today, known_at=known_at).text("cs"))
        print(engine.explain(by, invoice, on=today).text("cs"))
        print(engine.explain_not(by, invoice, "předej advokát", on=today).text("cs"))
        # Against heads kept outside the store, verify can say "untampered".
        safe = Path("/mnt/safe/heads.json")
        heads = arrears.ChainHeads.read(safe) if safe.exists() else None
        print(engine.verify(heads).text("en"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
