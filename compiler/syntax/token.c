#include "syntax/token.h"

static const struct {
    const char *text;
    bool begins, keyword;
} info[TK_COUNT] = {
#define TOKEN(kind, text, begins)   [TK_##kind] = {text, begins, false},
#define KEYWORD(kind, text, begins) [TK_##kind] = {text, begins, true},
#include "syntax/token.def"
#undef TOKEN
#undef KEYWORD
};

const char *token_text(TokenKind kind)
{
    return info[kind].text;
}

bool token_is_keyword(TokenKind kind)
{
    return info[kind].keyword;
}

bool token_begins_expression(TokenKind kind)
{
    return info[kind].begins;
}

TokenKind token_keyword(Text word)
{
    if (word.length < 2 || word.length > 10)
        return TK_IDENT;
    for (TokenKind kind = TK_ACTOR; kind < TK_COUNT; kind++) {
        if (info[kind].text[0] == word.bytes[0] && text_equal(text_of(info[kind].text), word))
            return kind;
    }
    return TK_IDENT;
}
