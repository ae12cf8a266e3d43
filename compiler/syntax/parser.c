#include "syntax/parser_internal.h"

#include <stdlib.h>

enum { ERROR_LIMIT = 20 };

static uint32_t place(const Diag *diag)
{
    return diag->labels.items[0].span.start;
}

/* The lexer reports a whole file before the parser begins. Insertion keeps reports of one place in
 * order; there are few of them. */
static void sort_by_place(DiagList *list)
{
    for (size_t i = 1; i < list->items.count; i++) {
        Diag *diag = list->items.items[i];
        size_t at = i;
        for (; at > 0 && place(list->items.items[at - 1]) > place(diag); at--)
            list->items.items[at] = list->items.items[at - 1];
        list->items.items[at] = diag;
    }
}

/* Hands over the first reports; one more says that there were more. */
static void hand_over(DiagList *found, DiagList *diags, const Source *source)
{
    sort_by_place(found);
    for (size_t i = 0; i < found->items.count; i++) {
        Diag *diag = found->items.items[i];
        if (i == ERROR_LIMIT) {
            diag_add(diags, DIAG_PARSE, (Span){source, place(diag), place(diag)},
                     "Parse error: too many errors, the rest of this file was not read");
            return;
        }
        vec_push(diags->arena, &diags->items, diag);
        diags->error_count++;
    }
}

static Text module_doc(Arena *arena, const Source *source, const CommentVec *comments)
{
    TextBuffer doc;
    text_buffer_init(&doc, arena);
    for (size_t i = 0; i < comments->count; i++) {
        if (comments->items[i].kind != COMMENT_MODULE_DOC)
            continue;
        if (doc.length > 0)
            text_add_char(&doc, '\n');
        text_add(&doc, comment_text(source, comments->items[i]));
    }
    return text_done(&doc);
}

static void intern_words(Parser *p)
{
    static const char *const texts[WORD_COUNT] = {
#define WORD(id, text) [WORD_##id] = text,
#include "syntax/word.def"
#undef WORD
    };
    for (Word word = 0; word < WORD_COUNT; word++)
        p->words[word] = intern_cstr(p->names, texts[word]);
    p->underscore = intern_cstr(p->names, "_");
}

Tree *parse_file(Arena *arena, Interner *names, const Source *source, ParseOptions options,
                 DiagList *diags)
{
    DiagList found;
    diag_list_init(&found, diags->arena);
    TokenList *list = lex_source(arena, names, source, &found);
    Parser p = {.arena = arena,
                .names = names,
                .source = source,
                .options = options,
                .tokens = list->tokens.items,
                .token_count = list->tokens.count,
                .comments = list->comments,
                .diags = &found,
                .cut = list->cut};
    intern_words(&p);
    Tree *tree = ARENA_NEW(arena, Tree);
    tree->source = source;
    tree->doc = module_doc(arena, source, &list->comments);
    parse_items(&p, &tree->items, false);
    hand_over(&found, diags, source);
    return tree;
}
