"""The hand-written stub and the compiled module say the same."""

import ast
import inspect
from pathlib import Path

import arrears
from arrears import _core

STUB = ast.parse((Path(arrears.__file__).parent / "_core.pyi").read_text())
# What Python gives every class, and what the stub need not say.
SILENT = {"__init__", "__eq__", "__hash__", "__repr__", "__str__", "__ne__", "__buffer__",
          "__release_buffer__"}


def members(node: ast.ClassDef) -> dict[str, ast.AST]:
    found: dict[str, ast.AST] = {}
    for item in node.body:
        if isinstance(item, (ast.FunctionDef, ast.ClassDef)):
            found[item.name] = item
        elif isinstance(item, ast.AnnAssign):
            found[item.target.id] = item
    return found


def own_names(thing) -> set[str]:
    """Public names of a class or submodule, and the operators that it defines itself."""
    names = set()
    for name, value in vars(thing).items():
        special = name.startswith("__") and name.endswith("__")
        if not name.startswith("_") or (special and callable(value) and inspect.isroutine(value)):
            names.add(name)
    return names - SILENT - {"__new__", "_fields"}


def stub_classes() -> dict[str, ast.ClassDef]:
    return {n.name: n for n in STUB.body if isinstance(n, ast.ClassDef) and n.name[0] != "_"}


def test_names_of_the_module():
    aliases = {t.id for n in STUB.body if isinstance(n, ast.Assign) for t in n.targets}
    functions = {n.name for n in STUB.body if isinstance(n, ast.FunctionDef)}
    stated = set(stub_classes()) | functions
    there = {name for name in vars(_core) if not name.startswith("_")}
    assert stated == there
    assert not aliases & there


def test_members_of_each_class():
    wrong = []
    for name, node in stub_classes().items():
        stated = set(members(node)) - SILENT
        there = own_names(getattr(_core, name))
        wrong += [f"{name}.{m}: only in the stub" for m in stated - there]
        wrong += [f"{name}.{m}: only in the module" for m in there - stated]
    assert wrong == []


def test_arguments_of_records():
    """Keyword arguments of a frozen value are its fields, in the stub as in the module."""
    wrong = []
    for name, node in stub_classes().items():
        fields = getattr(getattr(_core, name), "_fields", None)
        init = members(node).get("__init__")
        if fields is None:
            continue
        attributes = {m for m, item in members(node).items() if isinstance(item, ast.AnnAssign)}
        if attributes != set(fields):
            wrong.append(f"{name}: fields {sorted(attributes ^ set(fields))}")
        if init is not None and {a.arg for a in init.args.kwonlyargs} != set(fields):
            wrong.append(f"{name}: arguments of __init__")
    assert wrong == []


def test_arguments_of_functions():
    """pybind11 writes each signature into the docstring; the names of arguments must agree."""
    wrong = []
    nodes = [(n.name, getattr(_core, n.name), n) for n in STUB.body
             if isinstance(n, ast.FunctionDef)]
    for cls, node in stub_classes().items():
        owner = getattr(_core, cls)
        nodes += [(f"{cls}.{m}", getattr(owner, m), item) for m, item in members(node).items()
                  if isinstance(item, ast.FunctionDef) and m not in SILENT and m[:2] != "__"]
    for name, thing, node in nodes:
        if not callable(thing):
            continue
        signature = (thing.__doc__ or "").splitlines()[0]
        for argument in [*node.args.args, *node.args.kwonlyargs]:
            if argument.arg != "self" and f"{argument.arg}: " not in signature:
                wrong.append(f"{name}({argument.arg}): {signature}")
    assert wrong == []
