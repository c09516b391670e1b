"""Interest over columns, held to fractions of the standard library and to what may go wrong."""

import ctypes
import time
from array import array
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from threading import Thread

import arrears
import pytest

EPOCH = date(1970, 1, 1)
COUNTS = ["act_act", "act_365", "act_360", "thirty_360"]
MILLION = 1_000_000


def number(day: date) -> int:
    return (day - EPOCH).days


def leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def years(start: int, until: int, count: str) -> Fraction:
    """The plain meaning of the day counts, from dates."""
    first, last = EPOCH + timedelta(start), EPOCH + timedelta(until)
    if count == "act_365":
        return Fraction(until - start + 1, 365)
    if count == "act_360":
        return Fraction(until - start + 1, 360)
    if count == "act_act":
        total = Fraction(0)
        for year in range(first.year, last.year + 1):
            begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
            total += Fraction((end - begin).days + 1, 366 if leap(year) else 365)
        return total
    before = first - timedelta(1)
    return Fraction(360 * (last.year - before.year) + 30 * (last.month - before.month)
                    + min(last.day, 30) - min(before.day, 30), 360)


def half_up(value: Fraction) -> int:
    whole = (abs(value) + Fraction(1, 2)).__floor__()
    return -whole if value < 0 else whole


def random_cases(seed: int, cases: int, rows: int):
    random = Random(seed)
    columns = {"principal": array("q"), "start": array("i"), "until": array("i"),
               "rate_ppm": array("i")}
    offsets = array("i", [0])
    for _ in range(cases):
        day = number(date(2015, 1, 1)) + random.randrange(3000)
        for _ in range(random.randrange(rows + 1)):
            last = day + random.randrange(500)
            for column, value in zip(columns.values(), (
                    random.randrange(-10**9, 10**9), day, last, random.randrange(300_000))):
                column.append(value)
            day = last + 1 + random.choice((0, 0, 7))
        offsets.append(len(columns["start"]))
    return columns, offsets


@pytest.mark.parametrize("count", COUNTS)
def test_every_day_count_agrees_with_fractions(count):
    columns, offsets = random_cases(3, 700, 5)
    up = arrears.interest(**columns, offsets=offsets, day_count=count, exact=True)
    even = arrears.interest(**columns, offsets=offsets, day_count=count, rounding="half_even")
    assert even.exact_whole is None and even.exact_rest is None
    assert len(up.booked) == len(up.exact_whole) == len(up.exact_rest) == 700
    for i in range(700):
        exact = sum((Fraction(columns["principal"][r] * columns["rate_ppm"][r], MILLION)
                     * years(columns["start"][r], columns["until"][r], count)
                     for r in range(offsets[i], offsets[i + 1])), Fraction(0))
        assert up.exact_whole[i] + Fraction(up.exact_rest[i], up.scale) == exact
        assert up.booked[i] == half_up(exact)
        assert even.booked[i] == round(exact)  # of a Fraction: half to even


def test_a_million_cases_in_one_call():
    principal, start, until, rate = array("q"), array("i"), array("i"), array("i")
    random = Random(8)
    for _ in range(1000):
        day = number(date(2015, 1, 1)) + random.randrange(1500)
        principal.append(random.randrange(100, 5 * MILLION))
        for _ in range(6):
            start.append(day)
            day += 1 + random.randrange(240)
            until.append(day - 1)
            rate.append(20_000 + 1_000 * random.randrange(100))
    columns = {"principal": principal * 1000, "start": start * 1000, "until": until * 1000,
               "rate_ppm": rate * 1000}
    offsets = array("i", range(0, 6 * MILLION + 1, 6))
    before = time.perf_counter()
    found = arrears.interest(**columns, offsets=offsets, principal_by="case")
    took = time.perf_counter() - before
    print(f"a million cases of six rows: {took:.3f} s")
    assert took < 5  # tens of milliseconds on an idle machine
    booked = memoryview(found.booked)
    assert (booked.format, booked.itemsize, booked.shape, booked.readonly) == (
        "q", 8, (MILLION,), True)
    first = booked[:1000].tolist()
    assert booked.tobytes() == booked[:1000].tobytes() * 1000
    for i in range(1000):
        exact = sum(Fraction(principal[i] * rate[r], MILLION) * years(start[r], until[r], "act_act")
                    for r in range(6 * i, 6 * i + 6))
        assert first[i] == half_up(exact)


def one(**changed):
    """A call with one good row, and this changed."""
    columns = {"principal": array("q", [MILLION]), "start": array("i", [0]),
               "until": array("i", [364]), "rate_ppm": array("i", [100_000])}
    return arrears.interest(**{**columns, **changed})


def test_columns_of_other_types_of_whole_numbers():
    assert list(one().booked) == [100_000]
    for code in "bBhHiIlLqQ":
        assert list(one(start=array(code, [0])).booked) == [100_000]
    assert list(one(principal=memoryview(array("i", [MILLION]))).booked) == [100_000]
    assert list(one(day_count=bytes([1])).booked) == [100_000]
    two = {"principal": array("q", [360, 365]), "start": array("i", [0, 0]),
           "until": array("i", [364, 359]), "rate_ppm": array("i", [MILLION, MILLION])}
    assert list(arrears.interest(**two, day_count=array("q", [2, 1])).booked) == [365, 360]
    assert one().booked[-1] == 100_000
    with pytest.raises(IndexError):
        one().booked[1]
    assert list(one(offsets=array("q", [0, 0, 1, 1])).booked) == [0, 100_000, 0]
    assert len(one(offsets=array("q", [0]), principal=array("q"), start=array("i"),
                   until=array("i"), rate_ppm=array("i")).booked) == 0


@pytest.mark.parametrize("wrong", [
    array("d", [1.0]), array("f", [1.0]), [1], 1, 1.5, "1", None,
    memoryview(array("q", [1, 2, 3]))[::2], memoryview(bytes(16)).cast("q", (1, 2)),
    memoryview(array("i", [1])).cast("B").cast("?"), memoryview(bytes(9))[1:].cast("q"),
], ids=str)
def test_what_is_no_column_of_whole_numbers_is_a_type_error(wrong):
    for name in ("principal", "start", "until", "rate_ppm"):
        with pytest.raises(TypeError, match=f"^{name}: .*whole numbers"):
            one(**{name: wrong})
    if wrong is not None:
        with pytest.raises(TypeError, match="^offsets: .*whole numbers"):
            one(offsets=wrong)


def test_floats_are_named_as_such():
    with pytest.raises(TypeError, match="^rate_ppm: floats are not exact"):
        one(rate_ppm=array("d", [117_500.0]))


def test_errors_name_the_row():
    with pytest.raises(arrears.Invalid, match="row 0: the last day 1970-01-01 is before the first "
                                              "1970-01-02"):
        one(start=array("i", [1]), until=array("i", [0]))
    with pytest.raises(ValueError, match="row 0: the first day is -25568, outside 1900-01-01"):
        one(start=array("i", [-25568]))
    with pytest.raises(arrears.LimitError, match="row 0: until 2147483648 is out of range"):
        one(until=array("q", [2**31]))
    with pytest.raises(arrears.LimitError, match=r"row 0: principal 10{14}1 is more than 10{15} "):
        one(principal=array("q", [10**14 * 10 + 1]))
    with pytest.raises(arrears.LimitError, match="case 0: its interest is not below"):
        one(principal=array("q", [10**15]), start=array("i", [-25567]),
            until=array("i", [84371]), rate_ppm=array("i", [2**31 - 1]))
    with pytest.raises(arrears.Invalid, match="until has 2 entries for 1 rows"):
        one(until=array("i", [1, 2]))
    with pytest.raises(arrears.Invalid, match="offsets go from 0 to 2"):
        one(offsets=array("i", [0, 2]))
    with pytest.raises(arrears.Invalid, match="offsets is empty"):
        one(offsets=array("i"))
    with pytest.raises(arrears.Invalid, match="row 0: there is no such day count|no such day"):
        one(day_count=bytes([4]))
    with pytest.raises(arrears.Invalid, match="is not one of: half_up, half_even"):
        one(rounding="half_down")
    with pytest.raises(arrears.Invalid, match="is not one of"):
        one(day_count="act/act")


# ---- Arrow's C data interface, spelled out with ctypes: no Arrow library is needed ------------


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64), ("children", ctypes.c_void_p),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))), ("private", ctypes.c_void_p)]
Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)), ("children", ctypes.c_void_p),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))), ("private", ctypes.c_void_p)]

new_capsule = ctypes.pythonapi.PyCapsule_New
new_capsule.restype = ctypes.py_object
new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
capsule_pointer = ctypes.pythonapi.PyCapsule_GetPointer
capsule_pointer.restype = ctypes.c_void_p
capsule_pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]


class Arrow:
    """An array as a library of Arrow hands it out: a slice, perhaps with nulls."""

    def __init__(self, form: bytes, values: array, *, skip: int = 0, valid: bytes | None = None,
                 nulls: int = 0):
        self.schema, self.array, self.values, self.valid = Schema(), Array(), values, valid
        self.schema.format = form
        address, _ = values.buffer_info()
        bits = None if valid is None else ctypes.cast(valid, ctypes.c_void_p).value
        self.buffers = (ctypes.c_void_p * 2)(bits, address)
        self.array.length, self.array.offset = len(values) - skip, skip
        self.array.null_count, self.array.n_buffers = nulls, 2
        self.array.buffers = ctypes.cast(self.buffers, ctypes.POINTER(ctypes.c_void_p))

    def __arrow_c_array__(self, requested_schema=None):
        return (new_capsule(ctypes.addressof(self.schema), b"arrow_schema", None),
                new_capsule(ctypes.addressof(self.array), b"arrow_array", None))


def test_arrays_of_arrow():
    assert list(one(principal=Arrow(b"l", array("q", [5, MILLION]), skip=1)).booked) == [100_000]
    assert list(one(start=Arrow(b"tdD", array("i", [0]))).booked) == [100_000]
    assert list(one(start=Arrow(b"l", array("q", [0]))).booked) == [100_000]
    full = Arrow(b"i", array("i", [7, 7, 364]), skip=2, valid=b"\x04", nulls=-1)
    assert list(one(until=full).booked) == [100_000]
    gap = Arrow(b"i", array("i", [7, 7, 364, 8]), skip=1, valid=b"\x0b", nulls=1)
    with pytest.raises(arrears.Invalid, match="row 1: until is null"):
        one(until=gap)
    for form in (b"g", b"f", b"e"):
        with pytest.raises(TypeError, match="principal: floats are not exact"):
            one(principal=Arrow(form, array("q", [1])))
    for form in (b"u", b"tdm", b"d:10,2", b"b", b"tdD"):
        with pytest.raises(TypeError, match="principal: a column of Arrow of format"):
            one(principal=Arrow(form, array("q", [1])))


def test_what_comes_back_is_an_array_of_arrow():
    columns, offsets = random_cases(5, 100, 3)
    booked = arrears.interest(**columns, offsets=offsets).booked
    wanted = list(booked)
    schema, exported = booked.__arrow_c_array__()
    del booked  # the array keeps its memory
    assert Schema.from_address(capsule_pointer(schema, b"arrow_schema")).format == b"l"
    found = Array.from_address(capsule_pointer(exported, b"arrow_array"))
    assert (found.length, found.null_count, found.offset, found.n_buffers) == (100, 0, 0, 2)
    values = (ctypes.c_int64 * 100).from_address(found.buffers[1])
    assert list(values) == wanted
    found.release(ctypes.byref(found))  # as a reader does that is done early
    assert not found.release
    # One call's result is a column of the next.
    again = arrears.interest(one().booked, array("i", [0]), array("i", [364]),
                             array("i", [MILLION]))
    assert list(again.booked) == [100_000]


def test_calls_from_several_threads():
    columns, offsets = random_cases(9, 20_000, 4)
    wanted = arrears.interest(**columns, offsets=offsets).booked
    found = []
    threads = [Thread(target=lambda: found.append(
        memoryview(arrears.interest(**columns, offsets=offsets).booked).tobytes()))
        for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [memoryview(wanted).tobytes()] * 4
