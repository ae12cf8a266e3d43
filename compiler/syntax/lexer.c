#include "syntax/lexer.h"

#include "base/unicode.h"

/* A string whose end has not been seen. While `in_text`, characters are content; otherwise we are
 * inside its
 * #{ } and read tokens. */
typedef struct OpenString {
    bool heredoc, in_text;
    uint32_t start;        /* of the opening quotes */
    uint32_t interp_start; /* of the last #{ */
    uint32_t braces;       /* { inside #{ } not yet closed */
    size_t token;          /* index of its STRING_BEGIN */
} OpenString;

typedef struct Lexer {
    Arena *arena;
    Interner *names;
    const Source *source;
    Text text;
    DiagList *diags;
    size_t first_diag; /* how many diagnostics the list held before */
    TokenList *out;
    uint32_t at;
    bool newline;
    VEC(OpenString) open;
    /* The first plain string over several lines with a letter right behind its closing quote. If
     * the file ends inside a string, this is the likelier place of the missing quote. */
    bool has_suspect;
    OpenString suspect;
} Lexer;

static unsigned char byte_at(const Lexer *lexer, size_t at)
{
    return at < lexer->text.length ? (unsigned char)lexer->text.bytes[at] : 0;
}

static bool at_end(const Lexer *lexer)
{
    return lexer->at >= lexer->text.length;
}

static size_t error_count(const Lexer *lexer)
{
    return lexer->diags->items.count - lexer->first_diag;
}

static void stop(Lexer *lexer)
{
    lexer->at = (uint32_t)lexer->text.length;
    lexer->open.count = 0;
    lexer->out->cut = true;
}

#define report(lexer, code, from, to, ...)                                                         \
    diag_add((lexer)->diags, code, (Span){(lexer)->source, (from), (to)}, __VA_ARGS__)

static Token *push(Lexer *lexer, TokenKind kind, uint32_t start)
{
    Token token = {.kind = kind,
                   .start = start,
                   .end = lexer->at,
                   .newline_before = lexer->newline,
                   .comments = (uint32_t)lexer->out->comments.count};
    lexer->newline = false;
    vec_push(lexer->arena, &lexer->out->tokens, token);
    return &lexer->out->tokens.items[lexer->out->tokens.count - 1];
}

/* ---- Bytes that have no place in a source file ---- */

static bool is_bad_control(unsigned char c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

static bool is_bad_at(const Lexer *lexer, size_t at)
{
    uint32_t character;
    if (byte_at(lexer, at) < 0x80)
        return is_bad_control(byte_at(lexer, at));
    return utf8_decode(lexer->text, at, &character) == 0;
}

/* Reports each run of bad bytes, wherever it stands: in comments and strings, too. */
static void check_bytes(Lexer *lexer)
{
    const Text text = lexer->text;
    unsigned char first = byte_at(lexer, 0), second = byte_at(lexer, 1);
    if ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF)) {
        Diag *diag =
            report(lexer, DIAG_PARSE, 0, 2, "Parse error: this file is UTF-16, Mesh reads UTF-8");
        diag_hint(lexer->diags, diag, "save it as UTF-8");
        stop(lexer);
        return;
    }
    for (size_t i = 0; i < text.length;) {
        uint32_t character = 0;
        size_t length = byte_at(lexer, i) < 0x80 ? 1 : utf8_decode(text, i, &character);
        if (length > 0 && !(length == 1 && is_bad_control(byte_at(lexer, i)))) {
            i += length;
            continue;
        }
        size_t start = i;
        bool invalid = length == 0;
        while (i < text.length && is_bad_at(lexer, i) && (byte_at(lexer, i) >= 0x80) == invalid)
            i++;
        if (invalid)
            report(lexer, DIAG_PARSE, (uint32_t)start, (uint32_t)i,
                   "Parse error: invalid UTF-8 (byte 0x%02X)", byte_at(lexer, start));
        else if (byte_at(lexer, start) == 0)
            report(lexer, DIAG_PARSE, (uint32_t)start, (uint32_t)i,
                   "Parse error: NUL byte in the source text");
        else
            report(lexer, DIAG_PARSE, (uint32_t)start, (uint32_t)i,
                   "Parse error: control character 0x%02X in the source text",
                   byte_at(lexer, start));
        if (error_count(lexer) > LEXER_ERROR_LIMIT) {
            stop(lexer);
            return;
        }
    }
}

static void lex_bad_bytes(Lexer *lexer)
{
    uint32_t start = lexer->at;
    while (!at_end(lexer) && is_bad_at(lexer, lexer->at))
        lexer->at++;
    push(lexer, TK_ERROR, start)->malformed = true;
}

/* ---- Comments ---- */

static void push_comment(Lexer *lexer, CommentKind kind, uint32_t start)
{
    Comment comment = {kind, start, lexer->at, lexer->newline || lexer->out->tokens.count == 0};
    vec_push(lexer->arena, &lexer->out->comments, comment);
}

static void lex_block_comment(Lexer *lexer)
{
    uint32_t start = lexer->at;
    uint32_t depth = 0;
    bool newline = false;
    while (!at_end(lexer)) {
        unsigned char c = byte_at(lexer, lexer->at), next = byte_at(lexer, lexer->at + 1);
        if (c == '#' && next == '=') {
            if (++depth > NESTING_LIMIT) {
                report(lexer, DIAG_PARSE, lexer->at, lexer->at + 2,
                       "Parse error: nesting too deep (limit %d)", NESTING_LIMIT);
                stop(lexer);
                return;
            }
            lexer->at += 2;
        } else if (c == '=' && next == '#') {
            lexer->at += 2;
            if (--depth == 0) {
                push_comment(lexer, COMMENT_BLOCK, start);
                lexer->newline |= newline;
                return;
            }
        } else {
            newline |= c == '\n' || c == '\r';
            lexer->at++;
        }
    }
    Diag *diag = report(lexer, DIAG_PARSE, start, start + 2,
                        "Parse error: this block comment is never closed");
    diag_hint(lexer->diags, diag, "`=#` closes it; block comments nest");
    stop(lexer);
}

static void lex_comment(Lexer *lexer)
{
    if (byte_at(lexer, lexer->at + 1) == '=') {
        lex_block_comment(lexer);
        return;
    }
    uint32_t start = lexer->at;
    CommentKind kind = COMMENT_LINE;
    if (byte_at(lexer, start + 1) == '#' && byte_at(lexer, start + 2) != '#')
        kind = byte_at(lexer, start + 2) == '!' ? COMMENT_MODULE_DOC : COMMENT_DOC;
    while (!at_end(lexer) && byte_at(lexer, lexer->at) != '\n' && byte_at(lexer, lexer->at) != '\r')
        lexer->at++;
    push_comment(lexer, kind, start);
}

Text comment_text(const Source *source, Comment comment)
{
    static const uint32_t marks[] = {
        [COMMENT_LINE] = 1, [COMMENT_DOC] = 2, [COMMENT_MODULE_DOC] = 3, [COMMENT_BLOCK] = 2};
    uint32_t start = comment.start + marks[comment.kind], end = comment.end;
    if (comment.kind == COMMENT_BLOCK)
        end -= 2;
    if (start < end && source->text.bytes[start] == ' ')
        start++;
    return (Text){source->text.bytes + start, end - start};
}

/* ---- Names, numbers, regexes ---- */

static size_t name_length(const Lexer *lexer, uint32_t at)
{
    uint32_t start = at;
    for (;;) {
        uint32_t character;
        size_t length = utf8_decode(lexer->text, at, &character);
        if (length == 0 || !unicode_is_name_part(character))
            return at - start;
        at += (uint32_t)length;
    }
}

static bool begins_name(const Lexer *lexer, uint32_t at)
{
    uint32_t character;
    return utf8_decode(lexer->text, at, &character) > 0 &&
           (character == '_' || unicode_is_letter(character));
}

/* The name of the token that ends here; too long names are reported and cut. */
static Name name_from(Lexer *lexer, uint32_t start)
{
    Text text = {lexer->text.bytes + start, lexer->at - start};
    if (text.length > NAME_LIMIT_BYTES) {
        report(lexer, DIAG_PARSE, start, lexer->at,
               "Parse error: name of %zu bytes is too long (limit %d)", text.length,
               NAME_LIMIT_BYTES);
        text.length = NAME_LIMIT_BYTES;
    }
    return intern(lexer->names, text);
}

static void lex_name(Lexer *lexer)
{
    uint32_t start = lexer->at;
    lexer->at += (uint32_t)name_length(lexer, start);
    Name name = name_from(lexer, start);
    TokenKind kind = token_keyword((Text){lexer->text.bytes + start, lexer->at - start});
    push(lexer, kind, start)->name = name;
}

static void lex_atom(Lexer *lexer)
{
    uint32_t start = lexer->at;
    lexer->at += 1 + (uint32_t)name_length(lexer, start + 1);
    Name name = name_from(lexer, start + 1);
    push(lexer, TK_ATOM, start)->name = name;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static void skip_digits(Lexer *lexer)
{
    while (is_digit(byte_at(lexer, lexer->at)) || byte_at(lexer, lexer->at) == '_')
        lexer->at++;
}

static int digit_value(unsigned char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

static void lex_based_number(Lexer *lexer, int base)
{
    uint32_t start = lexer->at;
    const char *wrong = NULL;
    size_t digits = 0;
    lexer->at += 2 + (uint32_t)name_length(lexer, start + 2);
    for (uint32_t i = start + 2; i < lexer->at; i++) {
        unsigned char c = byte_at(lexer, i);
        if (c == '_')
            continue;
        digits++;
        if (digit_value(c) >= base)
            wrong = base == 16 ? "hexadecimal" : base == 8 ? "octal" : "binary";
    }
    if (wrong)
        report(lexer, DIAG_BAD_LITERAL, start, lexer->at, "invalid digit in %s number `%.*s`",
               wrong, (int)(lexer->at - start < 80 ? lexer->at - start : 80),
               lexer->text.bytes + start);
    else if (digits == 0)
        report(lexer, DIAG_BAD_LITERAL, start, lexer->at, "no digits after `%.2s`",
               lexer->text.bytes + start);
    push(lexer, TK_INT, start)->malformed = wrong || digits == 0;
}

static void lex_number(Lexer *lexer)
{
    uint32_t start = lexer->at;
    unsigned char prefix = byte_at(lexer, start + 1) | 0x20;
    if (byte_at(lexer, start) == '0' && (prefix == 'x' || prefix == 'b' || prefix == 'o')) {
        lex_based_number(lexer, prefix == 'x' ? 16 : prefix == 'b' ? 2 : 8);
        return;
    }
    TokenKind kind = TK_INT;
    skip_digits(lexer);
    if (byte_at(lexer, lexer->at) == '.' && is_digit(byte_at(lexer, lexer->at + 1))) {
        kind = TK_FLOAT;
        lexer->at++;
        skip_digits(lexer);
    }
    if ((byte_at(lexer, lexer->at) | 0x20) == 'e') {
        unsigned char sign = byte_at(lexer, lexer->at + 1);
        uint32_t digits = lexer->at + (sign == '+' || sign == '-' ? 2 : 1);
        if (is_digit(byte_at(lexer, digits))) {
            kind = TK_FLOAT;
            lexer->at = digits;
            skip_digits(lexer);
        }
    }
    size_t tail = name_length(lexer, lexer->at);
    if (tail > 0) {
        lexer->at += (uint32_t)tail;
        report(lexer, DIAG_BAD_LITERAL, start, lexer->at, "invalid number `%.*s`",
               (int)(lexer->at - start < 80 ? lexer->at - start : 80), lexer->text.bytes + start);
    }
    push(lexer, kind, start)->malformed = tail > 0;
}

static void lex_regex(Lexer *lexer)
{
    uint32_t start = lexer->at;
    lexer->at += 3;
    for (;;) {
        unsigned char c = byte_at(lexer, lexer->at);
        if (at_end(lexer) || c == '\n' || c == '\r') {
            report(lexer, DIAG_PARSE, start, start + 3,
                   "Parse error: this regex is never closed; expected `/`");
            push(lexer, TK_ERROR, start)->malformed = true;
            return;
        }
        lexer->at++;
        if (c == '/')
            break;
        if (c == '\\' && byte_at(lexer, lexer->at) != '\n' && byte_at(lexer, lexer->at) != '\r' &&
            !at_end(lexer))
            lexer->at++;
    }
    uint32_t flags = lexer->at;
    lexer->at += (uint32_t)name_length(lexer, flags);
    bool malformed = false;
    for (uint32_t i = flags; i < lexer->at && !malformed; i++) {
        unsigned char c = byte_at(lexer, i);
        malformed = c != 'i' && c != 'm' && c != 's';
    }
    if (malformed)
        report(lexer, DIAG_BAD_LITERAL, flags, lexer->at,
               "unknown regex flag in `%.*s`, expected `i`, `m` or `s`",
               (int)(lexer->at - flags < 80 ? lexer->at - flags : 80), lexer->text.bytes + flags);
    push(lexer, TK_REGEX, start)->malformed = malformed;
}

/* ---- Strings ---- */

static bool is_newline(unsigned char c)
{
    return c == '\n' || c == '\r';
}

static bool spans_lines(const Lexer *lexer, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++) {
        if (is_newline(byte_at(lexer, i)))
            return true;
    }
    return false;
}

static void begin_string(Lexer *lexer)
{
    uint32_t start = lexer->at;
    bool heredoc = byte_at(lexer, start + 1) == '"' && byte_at(lexer, start + 2) == '"';
    if (lexer->open.count >= NESTING_LIMIT) {
        report(lexer, DIAG_PARSE, start, start + 1, "Parse error: nesting too deep (limit %d)",
               NESTING_LIMIT);
        stop(lexer);
        return;
    }
    OpenString open = {
        .heredoc = heredoc, .in_text = true, .start = start, .token = lexer->out->tokens.count};
    lexer->at += heredoc ? 3 : 1;
    push(lexer, TK_STRING_BEGIN, start);
    vec_push(lexer->arena, &lexer->open, open);
}

static bool at_closing_quotes(const Lexer *lexer, const OpenString *open)
{
    if (byte_at(lexer, lexer->at) != '"')
        return false;
    return !open->heredoc ||
           (byte_at(lexer, lexer->at + 1) == '"' && byte_at(lexer, lexer->at + 2) == '"');
}

static void end_string(Lexer *lexer)
{
    OpenString open = lexer->open.items[--lexer->open.count];
    uint32_t start = lexer->at;
    lexer->at += open.heredoc ? 3 : 1;
    push(lexer, TK_STRING_END, start);
    unsigned char next = byte_at(lexer, lexer->at);
    bool odd = begins_name(lexer, lexer->at) || is_digit(next) || next == '"' || next == '\\' ||
               next == '#';
    if (!lexer->has_suspect && lexer->open.count == 0 && !open.heredoc && odd &&
        spans_lines(lexer, open.start, lexer->at)) {
        lexer->has_suspect = true;
        lexer->suspect = open;
    }
}

/* Content up to the closing quotes, an interpolation or the end of the file. */
static void lex_string_text(Lexer *lexer)
{
    OpenString *open = &lexer->open.items[lexer->open.count - 1];
    uint32_t start = lexer->at;
    while (!at_end(lexer)) {
        unsigned char c = byte_at(lexer, lexer->at);
        bool interp = (c == '#' || c == '$') && byte_at(lexer, lexer->at + 1) == '{';
        if (interp || at_closing_quotes(lexer, open))
            break;
        lexer->at += c == '\\' && lexer->at + 1 < lexer->text.length ? 2 : 1;
    }
    if (lexer->at > start)
        push(lexer, TK_STRING_TEXT, start);
    if (at_end(lexer))
        return;
    if (at_closing_quotes(lexer, open)) {
        end_string(lexer);
        return;
    }
    open->in_text = false;
    open->interp_start = lexer->at;
    open->braces = 0;
    lexer->at += 2;
    push(lexer, TK_INTERP_BEGIN, open->interp_start);
}

/* Takes back what was read since the string `open` began, up to the end of its first line. */
static void restart_behind_line(Lexer *lexer, OpenString open)
{
    lexer->out->comments.count = lexer->out->tokens.items[open.token].comments;
    lexer->newline = lexer->out->tokens.items[open.token].newline_before;
    lexer->out->tokens.count = open.token;
    lexer->open.count = 0;
    lexer->has_suspect = false;
    lexer->at = open.start;
    while (!at_end(lexer) && !is_newline(byte_at(lexer, lexer->at)))
        lexer->at++;
    push(lexer, TK_ERROR, open.start)->malformed = true;
}

/* Forgets what the text of a string without end led us to report. */
static void drop_reports_behind(Lexer *lexer, uint32_t offset, size_t byte_reports)
{
    while (lexer->diags->items.count > byte_reports &&
           lexer->diags->items.items[lexer->diags->items.count - 1]->labels.items[0].span.start >
               offset) {
        lexer->diags->items.count--;
        lexer->diags->error_count--;
    }
}

/* The file ended inside a string. One message at the opening; reading goes on at the next line, so
 * that the rest of the file is still looked at. */
static void report_open_string(Lexer *lexer, size_t byte_reports)
{
    OpenString open = lexer->has_suspect ? lexer->suspect : lexer->open.items[0];
    drop_reports_behind(lexer, open.start, byte_reports);
    if (!lexer->has_suspect && !open.in_text)
        report(lexer, DIAG_PARSE, open.interp_start, open.interp_start + 2,
               "Parse error: this interpolation is never closed; expected `}`");
    else
        report(lexer, DIAG_PARSE, open.start, open.start + (open.heredoc ? 3 : 1),
               open.heredoc ? "Parse error: this heredoc is never closed; expected `\"\"\"`"
                            : "Parse error: this string is never closed; expected `\"`");
    restart_behind_line(lexer, open);
    /* The lines of a heredoc would only be noise when read as code. */
    if (open.heredoc || error_count(lexer) > LEXER_ERROR_LIMIT)
        stop(lexer);
}

/* ---- Everything else ---- */

/* Longest first among those with a common beginning. */
static const struct {
    const char text[3];
    TokenKind kind;
} signs[] = {
    {"==", TK_EQ_EQ},       {"=>", TK_FAT_ARROW},  {"!=", TK_BANG_EQ},   {"<=", TK_LESS_EQ},
    {"<>", TK_DIAMOND},     {">=", TK_GREATER_EQ}, {"&&", TK_AND_AND},   {"||", TK_BAR_BAR},
    {"|>", TK_PIPE},        {"..", TK_DOT_DOT},    {"++", TK_PLUS_PLUS}, {"->", TK_ARROW},
    {"::", TK_COLON_COLON}, {"+", TK_PLUS},        {"-", TK_MINUS},      {"*", TK_STAR},
    {"/", TK_SLASH},        {"%", TK_PERCENT},     {"=", TK_EQ},         {"!", TK_BANG},
    {"<", TK_LESS},         {">", TK_GREATER},     {"|", TK_BAR},        {"?", TK_QUESTION},
    {"(", TK_LPAREN},       {")", TK_RPAREN},      {"[", TK_LBRACKET},   {"]", TK_RBRACKET},
    {"{", TK_LBRACE},       {"}", TK_RBRACE},      {",", TK_COMMA},      {".", TK_DOT},
    {":", TK_COLON},        {";", TK_SEMICOLON},   {"@", TK_AT},
};

static bool lex_slot_pipe(Lexer *lexer)
{
    uint32_t start = lexer->at, at = start + 1;
    while (is_digit(byte_at(lexer, at)))
        at++;
    if (byte_at(lexer, start) != '|' || at == start + 1 || byte_at(lexer, at) != '>')
        return false;
    lexer->at = at + 1;
    push(lexer, TK_SLOT_PIPE, start);
    return true;
}

/* Braces inside #{ } decide where it ends. */
static TokenKind count_brace(Lexer *lexer, TokenKind kind)
{
    if (lexer->open.count == 0)
        return kind;
    OpenString *open = &lexer->open.items[lexer->open.count - 1];
    if (kind == TK_LBRACE)
        open->braces++;
    if (kind != TK_RBRACE)
        return kind;
    if (open->braces > 0) {
        open->braces--;
        return kind;
    }
    open->in_text = true;
    return TK_INTERP_END;
}

static bool lex_sign(Lexer *lexer)
{
    uint32_t start = lexer->at;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *text = signs[i].text;
        if ((unsigned char)text[0] != byte_at(lexer, start))
            continue;
        if (text[1] != '\0' && (unsigned char)text[1] != byte_at(lexer, start + 1))
            continue;
        lexer->at += text[1] != '\0' ? 2 : 1;
        push(lexer, count_brace(lexer, signs[i].kind), start);
        return true;
    }
    return false;
}

static const char *hint_for(uint32_t character)
{
    switch (character) {
    case '\'':
        return "strings are written with double quotes: \"text\"";
    case '~':
        return "a regex is written ~r/pattern/";
    case '^':
        return "for powers and bits see the modules Math and Int";
    case 0x201C:
    case 0x201D:
    case 0x2018:
    case 0x2019:
        return "strings are written with plain quotes: \"";
    case 0xA0:
        return "this is a no-break space; write an ordinary one";
    case 0xFEFF:
        return "a byte order mark is allowed at the start of a file only";
    default:
        return NULL;
    }
}

/* The character that closes text in quotes of another kind; 0: not such a quote. */
static uint32_t closing_quote(uint32_t opening)
{
    return opening == '\'' ? '\'' : opening == 0x201C ? 0x201D : opening == 0x2018 ? 0x2019 : 0;
}

/* 'text' is one mistake, not two. */
static void skip_quoted(Lexer *lexer, uint32_t closing)
{
    uint32_t at = lexer->at, character = 0;
    size_t length;
    while ((length = utf8_decode(lexer->text, at, &character)) > 0 && character != '\n' &&
           character != '\r') {
        at += (uint32_t)length;
        if (character == closing) {
            lexer->at = at;
            return;
        }
    }
}

static void lex_unknown(Lexer *lexer)
{
    uint32_t start = lexer->at, character = 0;
    size_t length = utf8_decode(lexer->text, start, &character);
    lexer->at += (uint32_t)length;
    if (closing_quote(character) != 0)
        skip_quoted(lexer, closing_quote(character));
    const char *shown = arena_printf(lexer->arena, "%.*s", (int)length, lexer->text.bytes + start);
    Diag *diag = character < 0x80
                     ? report(lexer, DIAG_PARSE, start, lexer->at,
                              "Parse error: unexpected character `%s`", shown)
                     : report(lexer, DIAG_PARSE, start, lexer->at,
                              "Parse error: unexpected character `%s` (U+%04X)", shown, character);
    const char *hint = character == '&' ? "write `&&` or `and`" : hint_for(character);
    if (hint)
        diag_hint(lexer->diags, diag, "%s", hint);
    /* A lone & is taken for &&, which lets the rest of the expression be checked. */
    push(lexer, character == '&' ? TK_AND_AND : TK_ERROR, start)->malformed = true;
}

static void lex_token(Lexer *lexer)
{
    unsigned char c = byte_at(lexer, lexer->at), next = byte_at(lexer, lexer->at + 1);
    if (c == ' ' || c == '\t') {
        lexer->at++;
    } else if (is_newline(c)) {
        lexer->newline = true;
        lexer->at++;
    } else if (c == '#') {
        lex_comment(lexer);
    } else if (c == '"') {
        begin_string(lexer);
    } else if (is_digit(c)) {
        lex_number(lexer);
    } else if (is_bad_at(lexer, lexer->at)) {
        lex_bad_bytes(lexer);
    } else if (begins_name(lexer, lexer->at)) {
        lex_name(lexer);
    } else if (c == ':' && ((next >= 'a' && next <= 'z') || next == '_')) {
        lex_atom(lexer);
    } else if (c == '~' && next == 'r' && byte_at(lexer, lexer->at + 2) == '/') {
        lex_regex(lexer);
    } else if (!lex_slot_pipe(lexer) && !lex_sign(lexer)) {
        lex_unknown(lexer);
    }
}

TokenList *lex_source(Arena *arena, Interner *names, const Source *source, DiagList *diags)
{
    Lexer lexer = {.arena = arena,
                   .names = names,
                   .source = source,
                   .text = source->text,
                   .diags = diags,
                   .first_diag = diags->items.count,
                   .out = ARENA_NEW(arena, TokenList),
                   .newline = true};
    check_bytes(&lexer);
    size_t byte_reports = diags->items.count;
    for (;;) {
        if (at_end(&lexer) && lexer.open.count == 0)
            break;
        if (at_end(&lexer))
            report_open_string(&lexer, byte_reports);
        else if (lexer.open.count > 0 && lexer.open.items[lexer.open.count - 1].in_text)
            lex_string_text(&lexer);
        else
            lex_token(&lexer);
        if (error_count(&lexer) > LEXER_ERROR_LIMIT)
            stop(&lexer);
    }
    lexer.at = (uint32_t)source->text.length;
    push(&lexer, TK_EOF, lexer.at);
    return lexer.out;
}
