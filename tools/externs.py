#!/usr/bin/env python3
"""C prototypes of the extern declarations in std/, and numbers of the variants of its public sum types.

Usage: tools/externs.py std > std_externs.h
"""
import os
import re
import sys

TOKEN = re.compile(
    r'(?P<skip>[ \t\r]+|\#=.*?=\#|\#[^\n]*)|(?P<newline>\n)|"(?P<string>(?:[^"\\]|\\.)*)"'
    r'|(?P<word>[^\W\d]\w*)|(?P<other>::|->|.)', re.S)

# Types the compiler knows; those declared in std/ follow from their declaration.
SCALARS = {
    'Int': 'int64_t', 'Float': 'double', 'Bool': 'bool', 'Unit': 'void', 'Pid': 'MeshWord',
    'String': 'MeshString *', 'Atom': 'MeshString *', 'Bytes': 'MeshString *',
    'List': 'MeshList *', 'Map': 'struct MeshMap *', 'StringBuilder': 'struct Builder *',
}

C_WORDS = set('auto break case char const continue default do double else enum extern float for goto if '
              'inline int long register restrict return short signed sizeof static struct switch typedef '
              'union unsigned void volatile while bool true false cx'.split())


class Mistake(Exception):
    pass


def strip_heredocs(text):
    return re.sub(r'"""(.*?)"""', lambda m: '""' + '\n' * m.group(1).count('\n'), text, flags=re.S)


def tokens_of(text):
    """(kind, text, line): kind is word, string, newline or other."""
    line, out = 1, []
    for match in TOKEN.finditer(strip_heredocs(text)):
        kind = match.lastgroup
        value = match.group(kind)
        if kind != 'skip':
            out.append((kind, value, line))
        line += match.group(0).count('\n')
    out.append(('newline', '\n', line))
    return out


class Module:
    """A cursor over the tokens of one file of std/."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.splitext(os.path.basename(path))[0].upper()
        with open(path, encoding='utf-8') as file:
            self.tokens = tokens_of(file.read())
        self.at = 0

    def fail(self, message):
        raise Mistake(f'{self.path}:{self.tokens[min(self.at, len(self.tokens) - 1)][2]}: {message}')

    def peek(self):
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ''

    def kind(self):
        return self.tokens[self.at][0]

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1][1]

    def skip_newlines(self):
        while self.peek() == '\n':
            self.at += 1

    def expect(self, text):
        if self.peek() != text:
            self.fail(f'expected `{text}`, found `{self.peek()}`')
        self.at += 1

    def skip_group(self, opening, closing):
        depth = 0
        while True:
            text = self.next()
            depth += (text == opening) - (text == closing)
            if depth == 0:
                return


def read_type(module):
    """A written type as (name, is_function); only its head decides its C type."""
    module.skip_newlines()
    if module.peek() == '(':
        module.skip_group('(', ')')
        size = module.tokens[module.at - 2][1] == '('
        head = 'Unit' if size else '(tuple)'
    else:
        head = module.next()
        while module.peek() == '.':
            module.next()
            head = module.next()
        if head == 'Fun':
            module.skip_group('(', ')')
            module.expect('->')
            read_type(module)
            return '(fun)'
        if module.peek() == '<':
            module.skip_group('<', '>')
    if module.peek() in ('?', '!'):
        if module.next() == '!':
            read_type(module)
        return '(sum)'
    return head


def read_params(module, self_type):
    params = []
    module.expect('(')
    module.skip_newlines()
    while module.peek() != ')':
        if module.peek() == 'take' and module.tokens[module.at + 1][1] != '::':
            module.next()
        name = module.next()
        if name == 'self' and module.peek() != '::':
            if not self_type:
                module.fail('`self` outside the impl of a type without parameters')
            params.append((name, self_type))
        else:
            module.expect('::')
            params.append((name, read_type(module)))
        module.skip_newlines()
        if module.peek() == ',':
            module.next()
            module.skip_newlines()
    module.expect(')')
    return params


def read_generics(module):
    names = []
    if module.peek() != '<':
        return names
    start = module.at
    module.skip_group('<', '>')
    for kind, text, _ in module.tokens[start:module.at]:
        if kind == 'word':
            names.append(text)
    return names


def read_extern(module, self_type):
    symbol = module.next()
    if module.peek() in ('pure', 'blocking'):
        module.next()
    module.expect('fn')
    name = module.next()
    generics = read_generics(module)
    params = read_params(module, self_type)
    result = 'Unit'
    if module.peek() == '->':
        module.next()
        result = read_type(module)
    return symbol, name, generics, params, result


def read_impl(module):
    """The target of `impl Trait<...> for Target do`, or None when it has parameters."""
    while module.peek() not in ('for', 'do', '\n'):
        module.next()
    if module.next() != 'for':
        return None
    head = module.peek()
    read_type(module)
    return None if module.tokens[module.at - 1][1] == '>' else head


def read_sum(module):
    """The variants of `type Name<...> do ... end` as (name, has payload); None for an alias."""
    name = module.next()
    read_generics(module)
    if module.peek() != 'do':
        return name, None
    module.next()
    variants = []
    while True:
        module.skip_newlines()
        text = module.next()
        if text == 'end':
            return name, variants
        if text in (',', '|'):
            continue
        payload = module.peek() == '('
        if payload:
            module.skip_group('(', ')')
        variants.append((text, payload))


def read_module(module):
    """Externs, sum types and the names of structs."""
    externs, sums, structs = [], [], []
    self_type = None
    depth_start = True
    while module.at < len(module.tokens):
        kind, text, _ = module.tokens[module.at]
        module.at += 1
        if kind == 'newline':
            depth_start = True
            continue
        if depth_start and text in ('pub', '@', 'inplace'):
            continue
        public = module.tokens[module.at - 2][1] == 'pub' if module.at > 1 else False
        if depth_start and kind == 'word' and text == 'extern' and module.kind() == 'string':
            externs.append(read_extern(module, self_type))
        elif depth_start and text == 'impl' and module.kind() == 'word':
            self_type = read_impl(module)
        elif depth_start and kind == 'word' and text == 'type' and module.kind() == 'word':
            name, variants = read_sum(module)
            if variants is not None:
                sums.append((name, variants, public))
        elif depth_start and kind == 'word' and text == 'struct' and module.kind() == 'word':
            structs.append(module.peek())
        depth_start = False
    return externs, sums, structs


def declared_types(modules):
    types = dict(SCALARS)
    for _, (_, sums, structs) in modules:
        for name in structs:
            types.setdefault(name, 'MeshObject *')
        for name, _, _ in sums:
            types.setdefault(name, 'MeshWord')
    types.update({'(fun)': 'MeshClosure *', '(tuple)': 'MeshObject *', '(sum)': 'MeshWord', 'Never': 'void'})
    return types


def parameter(c_type, name):
    if name in C_WORDS:
        name += '_'
    return c_type + name if c_type.endswith('*') else f'{c_type} {name}'


def prototype(extern, types):
    symbol, _, generics, params, result = extern
    known = dict(types, **{name: 'MeshWord' for name in generics})

    def c_type(name):
        return known.get(name, 'MeshObject *')

    listed = []
    if symbol.startswith('mesh_'):
        listed.append('MeshContext *cx')
        listed += [f'const MeshTypeInfo *type_{name.lower()}' for name in generics]
    for name, written in params:
        c = c_type(written)
        listed.append(parameter('int64_t' if c == 'void' else c, name))
    c = c_type(result)
    noreturn = '_Noreturn ' if result == 'Never' else ''
    return f'{noreturn}{parameter(c, symbol)}({", ".join(listed) or "void"});'


def shout(name):
    return re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', name).upper()


def main():
    folder = sys.argv[1]
    paths = sorted(os.path.join(base, name) for base, _, names in os.walk(folder)
                   for name in names if name.endswith('.mpl'))
    modules = [(m, read_module(m)) for m in map(Module, paths)]
    types = declared_types(modules)
    seen = {}
    print('/* Made from std/ by tools/externs.py. */\n#ifndef STD_EXTERNS_H\n#define STD_EXTERNS_H\n')
    print('#include "abi/mesh_abi.h"\n\nstruct MeshMap;\nstruct Builder;')
    for module, (externs, sums, _) in modules:
        lines = []
        for name, variants, public in sums:
            if not public:
                continue
            for index, (variant, _) in enumerate(variants):
                lines.append(f'#define MESH_{module.name}_{shout(name)}_{shout(variant)} {index}')
        for extern in externs:
            # libm and libc have headers of their own; intrinsics have no body.
            if not extern[0].startswith('mesh_'):
                continue
            line = prototype(extern, types)
            if seen.setdefault(extern[0], line) != line and \
                    re.sub(r'\w+(?=[,)])', '', seen[extern[0]]) != re.sub(r'\w+(?=[,)])', '', line):
                raise Mistake(f'{module.path}: {extern[0]} is declared with another type elsewhere')
            if seen[extern[0]] is line:
                lines.append(line)
        if lines:
            print(f'\n/* {module.path} */\n' + '\n'.join(lines))
    print('\n#endif')


if __name__ == '__main__':
    try:
        main()
    except Mistake as mistake:
        sys.exit(f'error: {mistake}')
