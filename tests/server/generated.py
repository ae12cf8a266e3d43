"""Well-typed Mesh programs that end, made from a seed, with what they print.

Every expression is made as two things at once: its text, and a function that computes its value here, from left to
right as Mesh does. Functions call those before them only, loops count down, so a program ends; one whose values or
steps grow too much is made again. Integer overflow and division by zero are values too: the last line of main may be a
call that panics."""
import random

LARGEST, MOST_STEPS, MOST_PARTS = (1 << 63) - 1, 20_000, 2_000

PREAMBLE = """type Tree do
  Leaf
  Value(Int)
  Node(Tree, String, Tree)
end deriving(Eq, Display)

struct Rec do
  count :: Int
  name :: String
  items :: List<Int>
end deriving(Eq, Display)

fn twice<T>(f :: Fun(T) -> T, x :: T) -> T = f(f(x))

fn both<A, B>(a :: A, b :: B) -> (B, A) = (b, a)

"""


class Panic(Exception):
    pass


class TooMuch(Exception):
    pass


class Made:
    """An expression: its text, and its value for the names in scope."""
    def __init__(self, text, value):
        self.text, self.value = text, value


class Steps:
    def __init__(self):
        self.left = MOST_STEPS

    def take(self, amount=1):
        self.left -= amount
        if self.left < 0:
            raise TooMuch


def checked(n):
    if not -LARGEST - 1 <= n <= LARGEST:
        raise Panic("integer overflow")
    return n


def divide(a, b):
    if b == 0:
        raise Panic("division by zero")
    quotient = abs(a) // abs(b)
    return checked(quotient if (a < 0) == (b < 0) else -quotient)


def remainder(a, b):
    if b == 0:
        raise Panic("division by zero")
    rest = abs(a) % abs(b)
    return -rest if a < 0 else rest


def shown(value):
    """As Display writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, str)):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(shown, value)) + "]"
    if isinstance(value, tuple) and value and value[0] == "#":
        return "(" + ", ".join(map(shown, value[1:])) + ")"
    name, *parts = value
    return name[1:] + ("(" + ", ".join(map(shown, parts)) + ")" if parts else "")


SIMPLE = ["Int", "Bool", "String"]


def type_text(t):
    if isinstance(t, str):
        return t
    if t[0] == "Tuple":
        return f"({type_text(t[1])}, {type_text(t[2])})"
    if t[0] == "Fun":
        return f"Fun({type_text(t[1])}) -> {type_text(t[2])}"
    return f"{t[0]}<{type_text(t[1])}>"


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.functions = []  # name, parameter types, result, (values) -> value
        self.names = 0
        self.steps = Steps()

    def name(self, prefix="v"):
        self.names += 1
        return f"{prefix}{self.names}"

    def pick(self, items):
        return self.random.choice(items)

    def some_type(self, depth=2):
        kind = self.random.randrange(10)
        if depth == 0 or kind < 5:
            return self.pick(SIMPLE)
        if kind < 7:
            return self.pick(["Tree", "Rec"])
        if kind == 7:
            return ("List", self.some_type(depth - 1))
        if kind == 8:
            return ("Tuple", self.some_type(depth - 1), self.some_type(depth - 1))
        return ("Option", self.some_type(depth - 1))

    # ---- Values written down ----

    def literal(self, t, depth=2):
        """Text and value of a literal."""
        r = self.random
        if t == "Int":
            n = r.choice([0, 1, 2, 3, r.randrange(-9, 100), r.randrange(-10**6, 10**6), r.randrange(-LARGEST, LARGEST)])
            return (f"({n})" if n < 0 else str(n)), n
        if t == "Bool":
            return r.choice([("true", True), ("false", False)])
        if t == "String":
            text = "".join(r.choice("abcXYZ 019_") for _ in range(r.randrange(6)))
            return f'"{text}"', text
        if t == "Tree":
            if depth == 0 or r.randrange(3) == 0:
                return "Leaf", ("#Leaf",)
            if r.randrange(2):
                text, n = self.literal("Int")
                return f"Value({text})", ("#Value", n)
            return self.built(lambda a, s, b: (f"Node({a}, {s}, {b})", "#Node"), ["Tree", "String", "Tree"], depth - 1)
        if t == "Rec":
            return self.built(lambda c, n, i: (f"Rec {{ count: {c}, name: {n}, items: {i} }}", "#Rec"),
                              ["Int", "String", ("List", "Int")], depth)
        if t[0] == "List":
            parts = [self.literal(t[1], depth - 1 if depth else 0) for _ in range(1 + r.randrange(4))]
            return "[" + ", ".join(p[0] for p in parts) + "]", [p[1] for p in parts]
        if t[0] == "Tuple":
            return self.built(lambda a, b: (f"({a}, {b})", "#"), t[1:], depth)
        if t[0] == "Option":
            return self.built(lambda a: (f"Some({a})", "#Some"), t[1:], depth)
        raise AssertionError(t)

    def built(self, write, types, depth):
        parts = [self.literal(t, depth) for t in types]
        text, tag = write(*(p[0] for p in parts))
        return text, (tag, *(p[1] for p in parts))

    def simple(self, t, scope):
        """A name or a literal."""
        names = [name for name, its in scope.items() if its == t]
        if names and self.random.randrange(4):
            name = self.pick(names)
            return Made(name, lambda env: env[name])
        text, value = self.literal(t)
        return Made(text, lambda env: value)

    # ---- Expressions ----

    def make(self, t, scope, depth):
        if depth <= 0 or self.random.randrange(8) == 0:
            return self.simple(t, scope)
        ways = [self.branch, self.matched, self.called, self.bound, self.applied, self.unpacked]
        own = {"Int": self.integer, "Bool": self.truth, "String": self.text, "Tree": self.tree, "Rec": self.rec}.get(t)
        if own:
            ways += [own] * 8
        elif t[0] == "List":
            ways += [self.list] * 8
        else:
            ways += [self.wrapped] * 3
        made = self.pick(ways)(t, scope, depth - 1)
        inner = made.value

        def counted(env):
            self.steps.take()
            return inner(env)
        return Made(made.text, counted)

    def two(self, a, b, scope, depth):
        return self.make(a, scope, depth), self.make(b, scope, depth)

    def integer(self, t, scope, depth):
        kind = self.random.randrange(9)
        if kind < 3:
            sign, work = self.pick([("+", lambda x, y: x + y), ("-", lambda x, y: x - y), ("*", lambda x, y: x * y)])
            a, b = self.two("Int", "Int", scope, depth)
            return Made(f"({a.text} {sign} {b.text})", lambda env: checked(work(a.value(env), b.value(env))))
        if kind < 5:
            sign, work = self.pick([("/", divide), ("%", remainder)])
            a, b = self.two("Int", "Int", scope, depth)
            if self.random.randrange(5):
                n = self.random.randrange(1, 60)
                b = Made(str(n), lambda env: n)
            return Made(f"({a.text} {sign} {b.text})", lambda env: work(a.value(env), b.value(env)))
        if kind == 5:
            a = self.make("String", scope, depth)
            return Made(f"String.length({a.text})", lambda env: len(a.value(env)))
        if kind == 6:
            a = self.make(("List", self.pick(SIMPLE)), scope, depth)
            return Made(f"List.length({a.text})", lambda env: len(a.value(env)))
        if kind == 7:
            a = self.make("Rec", scope, depth)
            return Made(f"({a.text}).count", lambda env: a.value(env)[1])
        return self.folded(scope, depth)

    def folded(self, scope, depth):
        a, start = self.make(("List", "Int"), scope, depth), self.make("Int", scope, depth - 1)
        acc, x = self.name(), self.name()
        body = self.make("Int", {**scope, acc: "Int", x: "Int"}, depth - 1)

        def value(env):
            items, so_far = a.value(env), start.value(env)
            for item in items:
                so_far = body.value({**env, acc: so_far, x: item})
            return so_far
        return Made(f"List.reduce({a.text}, {start.text}, fn {acc}, {x} -> {body.text} end)", value)

    def truth(self, t, scope, depth):
        kind = self.random.randrange(5)
        if kind == 0:
            sign = self.pick(["&&", "||"])
            a, b = self.two("Bool", "Bool", scope, depth)
            work = (lambda env: a.value(env) and b.value(env)) if sign == "&&" else (lambda env: a.value(env) or b.value(env))
            return Made(f"({a.text} {sign} {b.text})", work)
        if kind == 1:
            a = self.make("Bool", scope, depth)
            return Made(f"(!{a.text})", lambda env: not a.value(env))
        if kind == 2:
            sort = self.pick(["Tree", "Rec", "String", ("List", "Int"), ("Tuple", "Int", "String")])
            a, b = self.two(sort, sort, scope, depth)
            sign, same = self.pick([("==", True), ("!=", False)])
            return Made(f"({a.text} {sign} {b.text})", lambda env: (a.value(env) == b.value(env)) == same)
        sort = self.pick(["Int", "Int", "String"])
        sign, work = self.pick([("<", lambda x, y: x < y), ("<=", lambda x, y: x <= y), (">", lambda x, y: x > y),
                                (">=", lambda x, y: x >= y), ("==", lambda x, y: x == y)])
        a, b = self.two(sort, sort, scope, depth)
        return Made(f"({a.text} {sign} {b.text})", lambda env: work(a.value(env), b.value(env)))

    def text(self, t, scope, depth):
        kind = self.random.randrange(4)
        if kind == 0:
            a = self.make("Rec", scope, depth)
            return Made(f"({a.text}).name", lambda env: a.value(env)[2])
        if kind == 1:
            a = self.simple(self.some_type(), scope)
            name = self.name()
            return Made(f"(case {a.text} do\n{name} -> \"<#{{{name}}}>\"\nend)", lambda env: self.long("<" + shown(a.value(env)) + ">"))
        a, b = self.two("String", "String", scope, depth)
        return Made(f"({a.text} <> {b.text})", lambda env: self.long(a.value(env) + b.value(env)))

    @staticmethod
    def long(value):
        if len(value) > MOST_PARTS:
            raise TooMuch
        return value

    def tree(self, t, scope, depth):
        a, b = self.two("Tree", "Tree", scope, depth)
        s = self.make("String", scope, depth)

        def value(env):
            left, name, right = a.value(env), s.value(env), b.value(env)
            self.long(shown(left) + shown(right))
            return "#Node", left, name, right
        return Made(f"Node({a.text}, {s.text}, {b.text})", value)

    def rec(self, t, scope, depth):
        if self.random.randrange(2):
            base, count = self.make("Rec", scope, depth), self.make("Int", scope, depth)
            items = self.make(("List", "Int"), scope, depth)

            def updated(env):
                old = base.value(env)
                return "#Rec", count.value(env), old[2], items.value(env)
            return Made(f"%{{{base.text} | count: {count.text}, items: {items.text}}}", updated)
        c, n, i = (self.make(part, scope, depth) for part in ("Int", "String", ("List", "Int")))
        return Made(f"Rec {{ count: {c.text}, name: {n.text}, items: {i.text} }}",
                    lambda env: ("#Rec", c.value(env), n.value(env), i.value(env)))

    def list(self, t, scope, depth):
        kind = self.random.randrange(6)
        if kind == 0:
            a, b = self.two(t, t, scope, depth)
            return Made(f"({a.text} ++ {b.text})", lambda env: self.long(a.value(env) + b.value(env)))
        if kind == 1:
            a, x = self.make(t, scope, depth), self.make(t[1], scope, depth)
            return Made(f"List.append({a.text}, {x.text})", lambda env: self.long([*a.value(env), x.value(env)]))
        if kind == 2 and t[1] in ("Int", "String"):
            a = self.make(t, scope, depth)
            return Made(f"List.sort({a.text})", lambda env: sorted(a.value(env)))
        if kind == 3:
            a, x = self.make(t, scope, depth), self.name()
            keep = self.make("Bool", {**scope, x: t[1]}, depth - 1)
            return Made(f"List.filter({a.text}, fn {x} -> {keep.text} end)",
                        lambda env: [item for item in a.value(env) if keep.value({**env, x: item})])
        source = self.pick([t[1], "Int", "String"])
        a, x = self.make(("List", source), scope, depth), self.name()
        body = self.make(t[1], {**scope, x: source}, depth - 1)
        form = self.pick(["List.map({a}, fn {x} -> {b} end)", "(for {x} in {a} do {b} end)"])
        return Made(form.format(a=a.text, x=x, b=body.text),
                    lambda env: [body.value({**env, x: item}) for item in a.value(env)])

    def wrapped(self, t, scope, depth):
        if t[0] == "Tuple":
            a, b = self.two(t[1], t[2], scope, depth)
            if self.random.randrange(2):
                return Made(f"({a.text}, {b.text})", lambda env: ("#", a.value(env), b.value(env)))
            b, a = self.two(t[2], t[1], scope, depth)

            def swapped(env):
                second, first = b.value(env), a.value(env)
                return "#", first, second
            return Made(f"both({b.text}, {a.text})", swapped)
        a = self.make(t[1], scope, depth)
        return Made(f"Some({a.text})", lambda env: ("#Some", a.value(env)))

    # ---- Forms of any type ----

    def branch(self, t, scope, depth):
        c = self.make("Bool", scope, depth)
        a, b = self.two(t, t, scope, depth)
        return Made(f"(if {c.text} do\n{a.text}\nelse\n{b.text}\nend)",
                    lambda env: a.value(env) if c.value(env) else b.value(env))

    def matched(self, t, scope, depth):
        return self.pick([self.of_tree, self.of_option, self.of_number, self.of_pair, self.of_text])(t, scope, depth)

    def of_tree(self, t, scope, depth):
        a, n, l, s, r = self.make("Tree", scope, depth), self.name(), self.name(), self.name(), self.name()
        leaf, number = self.make(t, scope, depth - 1), self.make(t, {**scope, n: "Int"}, depth - 1)
        node = self.make(t, {**scope, l: "Tree", s: "String", r: "Tree"}, depth - 1)

        def value(env):
            tag, *parts = a.value(env)
            if tag == "#Leaf":
                return leaf.value(env)
            if tag == "#Value":
                return number.value({**env, n: parts[0]})
            return node.value({**env, **dict(zip((l, s, r), parts))})
        return Made(f"(case {a.text} do\nLeaf -> {leaf.text}\nValue({n}) -> {number.text}\n"
                    f"Node({l}, {s}, {r}) -> {node.text}\nend)", value)

    def of_option(self, t, scope, depth):
        inner = self.some_type(1)
        a, x, flag = self.make(("Option", inner), scope, depth), self.name(), self.make("Bool", scope, depth - 1)
        some, none = self.make(t, {**scope, x: inner}, depth - 1), self.make(t, scope, depth - 1)

        def value(env):
            if not flag.value(env):
                return none.value(env)
            return some.value({**env, x: a.value(env)[1]})
        return Made(f"(case (if {flag.text} do {a.text} else None end) do\nSome({x}) -> {some.text}\n"
                    f"None -> {none.text}\nend)", value)

    def of_number(self, t, scope, depth):
        a, x = self.make("Int", scope, depth), self.name()
        arms = {self.random.randrange(-3, 9): self.make(t, scope, depth - 1) for _ in range(3)}
        limit, guarded = self.random.randrange(-50, 50), self.make(t, {**scope, x: "Int"}, depth - 1)
        rest = self.make(t, scope, depth - 1)

        def value(env):
            n = a.value(env)
            if n in arms:
                return arms[n].value(env)
            return guarded.value({**env, x: n}) if n < limit else rest.value(env)
        written = "".join(f"{n} -> {arm.text}\n" for n, arm in arms.items())
        return Made(f"(case {a.text} do\n{written}{x} when {x} < {limit} -> {guarded.text}\n_ -> {rest.text}\nend)", value)

    def of_pair(self, t, scope, depth):
        a, b, x = self.make("Bool", scope, depth), self.make("Int", scope, depth), self.name()
        yes, zero, no = (self.make(t, {**scope, x: "Int"}, depth - 1), self.make(t, scope, depth - 1),
                         self.make(t, {**scope, x: "Int"}, depth - 1))

        def value(env):
            flag, n = a.value(env), b.value(env)
            if n == 0:
                return zero.value(env)
            return (yes if flag else no).value({**env, x: n})
        return Made(f"(case ({a.text}, {b.text}) do\n(_, 0) -> {zero.text}\n(true, {x}) -> {yes.text}\n"
                    f"(false, {x}) -> {no.text}\nend)", value)

    def of_text(self, t, scope, depth):
        a = self.make("String", scope, depth)
        arms = {self.literal("String")[1]: self.make(t, scope, depth - 1) for _ in range(3)}
        rest = self.make(t, scope, depth - 1)

        def value(env):
            return arms.get(a.value(env), rest).value(env)
        written = "".join(f'"{text}" -> {arm.text}\n' for text, arm in arms.items())
        return Made(f"(case {a.text} do\n{written}_ -> {rest.text}\nend)", value)

    def called(self, t, scope, depth):
        fitting = [f for f in self.functions if f[2] == t]
        if not fitting:
            return self.branch(t, scope, depth)
        name, params, _, work = self.pick(fitting)
        args = [self.make(p, scope, depth - 1) for p in params]
        return Made(f"{name}({', '.join(a.text for a in args)})", lambda env: work([a.value(env) for a in args]))

    def bound(self, t, scope, depth):
        """A block with names of its own."""
        text, inner, values = "", dict(scope), []
        for _ in range(1 + self.random.randrange(2)):
            name, its = self.name(), self.some_type(1)
            made = self.make(its, inner, depth - 1)
            text += f"let {name} :: {type_text(its)} = {made.text}\n"
            inner[name] = its
            values.append((name, made))
        body = self.make(t, inner, depth - 1)

        def value(env):
            env = dict(env)
            for name, made in values:
                env[name] = made.value(env)
            return body.value(env)
        return Made(f"(if true do\n{text}{body.text}\nelse\n{self.literal(t)[0]}\nend)", value)

    def applied(self, t, scope, depth):
        """A closure, once or twice."""
        x, start = self.name(), self.make(t, scope, depth - 1)
        body = self.make(t, {**scope, x: t}, depth - 1)
        times = self.random.randrange(1, 3)

        def value(env):
            result = start.value(env)
            for _ in range(times):
                result = body.value({**env, x: result})
            return result
        head = f"fn({x} :: {type_text(t)}) -> {body.text} end"
        return Made(f"twice({head}, {start.text})" if times == 2 else f"({head})({start.text})", value)

    def unpacked(self, t, scope, depth):
        other = self.some_type(1)
        a, x, y = self.make(("Tuple", t, other), scope, depth), self.name(), self.name()
        body = self.make(t, {**scope, x: t, y: other}, depth - 1)
        return Made(f"(case {a.text} do\n({x}, {y}) -> {body.text}\nend)",
                    lambda env: (lambda pair: body.value({**env, x: pair[1], y: pair[2]}))(a.value(env)))

    # ---- Functions ----

    def function(self):
        if self.random.randrange(4) == 0:
            return self.counting()
        params = [(self.name("p"), self.some_type()) for _ in range(self.random.randrange(4))]
        result = self.some_type()
        body = self.make(result, dict(params), self.random.randrange(3, 8))
        name = self.name("f")
        head = ", ".join(f"{p} :: {type_text(t)}" for p, t in params)
        self.functions.append((name, [t for _, t in params], result,
                               lambda values: body.value(dict(zip((p for p, _ in params), values)))))
        return f"fn {name}({head}) -> {type_text(result)} do\n{body.text}\nend\n\n"

    def counting(self):
        """A loop by a call in tail position, with what it builds as its second parameter."""
        name, n, acc, result = self.name("loop"), self.name(), self.name(), self.some_type()
        step = self.make(result, {n: "Int", acc: result}, self.random.randrange(2, 6))

        def work(values):
            so_far = values[1]
            for count in range(abs(remainder(values[0], 8)), 0, -1):
                so_far = step.value({n: count, acc: so_far})
            return so_far
        kind = type_text(result)
        text = (f"fn {name}_from({n} :: Int, {acc} :: {kind}) -> {kind} do\n"
                f"if {n} <= 0 do\n{acc}\nelse\n{name}_from({n} - 1, {step.text})\nend\nend\n\n"
                f"fn {name}(n :: Int, start :: {kind}) -> {kind} do\nlet m = n % 8\n"
                f"{name}_from(if m < 0 do 0 - m else m end, start)\nend\n\n")
        self.functions.append((name, ["Int", result], result, work))
        return text

    def call(self):
        """The line of main for the newest function, what it prints, or the panic it ends in."""
        name, params, _, work = self.functions[-1]
        args = [self.literal(p) for p in params]
        self.steps.left = MOST_STEPS
        line = f'println("#{{{name}({", ".join(a[0] for a in args)})}}")\n'
        try:
            return line, self.long(shown(work([a[1] for a in args]))), None
        except Panic as panic:
            return line, None, str(panic)


def program(seed, functions=20):
    """The source, what it prints, and the panic it ends with or None."""
    g = Generator(seed)
    text, lines, printed, panics = PREAMBLE, "", "", []
    while len(g.functions) < functions:
        before = len(g.functions)
        try:
            made = g.function()
            if len(made) > 6_000:
                raise TooMuch
            calls = [g.call() for _ in range(3)]
        except (TooMuch, RecursionError):
            del g.functions[before:]
            continue
        text += made
        for line, output, panic in calls:
            if panic is None:
                lines += line
                printed += output + "\n"
            else:
                panics.append((line, panic))
    panic = None
    if panics and seed % 2:
        line, panic = panics[-1]
        lines += line
    return f"{text}fn main() do\n{lines}end\n", printed, panic
