#include "ir/flow.h"

typedef struct Collector {
    Arena *arena;
    EdgeVec *out;
} Collector;

static void collect(void *context, MirEdge *edge)
{
    Collector *collector = context;
    vec_push(collector->arena, collector->out, edge);
}

static void flow_edges(Arena *arena, MirBlock *block, EdgeVec *out)
{
    Collector collector = {arena, out};
    mir_each_edge(block, collect, &collector);
}

/* Depth first with a stack of its own: functions with thousands of blocks must not exhaust ours. */
static void postorder(Arena *arena, const MirFn *fn, Flow *flow, BlockIdVec *post)
{
    EdgeVec *edges = ARENA_ARRAY(arena, EdgeVec, flow->count);
    size_t *next = ARENA_ARRAY(arena, size_t, flow->count);
    bool *seen = ARENA_ARRAY(arena, bool, flow->count);
    BlockIdVec stack = {0};
    vec_push(arena, &stack, 0);
    seen[0] = true;
    flow_edges(arena, fn->blocks.items[0], &edges[0]);
    while (stack.count > 0) {
        MirBlockId block = stack.items[stack.count - 1];
        if (next[block] == edges[block].count) {
            vec_push(arena, post, block);
            stack.count--;
            continue;
        }
        MirBlockId target = edges[block].items[next[block]++]->block;
        vec_push(arena, &flow->preds[target], block);
        if (seen[target])
            continue;
        seen[target] = true;
        flow_edges(arena, fn->blocks.items[target], &edges[target]);
        vec_push(arena, &stack, target);
    }
}

static MirBlockId meet(const Flow *flow, MirBlockId a, MirBlockId b)
{
    while (a != b) {
        while (flow->position[a] > flow->position[b])
            a = flow->idom[a];
        while (flow->position[b] > flow->position[a])
            b = flow->idom[b];
    }
    return a;
}

static MirBlockId meet_preds(const Flow *flow, MirBlockId block)
{
    MirBlockId dom = MIR_NO_BLOCK;
    for (size_t i = 0; i < flow->preds[block].count; i++) {
        MirBlockId pred = flow->preds[block].items[i];
        if (flow->idom[pred] == MIR_NO_BLOCK)
            continue;
        dom = dom == MIR_NO_BLOCK ? pred : meet(flow, dom, pred);
    }
    return dom;
}

static void find_dominators(Flow *flow)
{
    for (size_t i = 0; i < flow->count; i++)
        flow->idom[i] = MIR_NO_BLOCK;
    flow->idom[0] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 1; i < flow->order.count; i++) {
            MirBlockId block = flow->order.items[i];
            MirBlockId dom = meet_preds(flow, block);
            changed |= dom != flow->idom[block];
            flow->idom[block] = dom;
        }
    }
}

Flow *flow_of(Arena *arena, const MirFn *fn)
{
    Flow *flow = ARENA_NEW(arena, Flow);
    flow->count = fn->blocks.count;
    flow->position = ARENA_ARRAY(arena, uint32_t, flow->count);
    flow->preds = ARENA_ARRAY(arena, BlockIdVec, flow->count);
    flow->idom = ARENA_ARRAY(arena, MirBlockId, flow->count);
    BlockIdVec post = {0};
    postorder(arena, fn, flow, &post);
    for (size_t i = 0; i < flow->count; i++)
        flow->position[i] = UINT32_MAX;
    for (size_t i = post.count; i > 0; i--) {
        flow->position[post.items[i - 1]] = (uint32_t)flow->order.count;
        vec_push(arena, &flow->order, post.items[i - 1]);
    }
    find_dominators(flow);
    return flow;
}

bool flow_dominates(const Flow *flow, MirBlockId a, MirBlockId b)
{
    if (flow->position[a] == UINT32_MAX || flow->position[b] == UINT32_MAX)
        return false;
    while (flow->position[b] > flow->position[a])
        b = flow->idom[b];
    return a == b;
}

typedef struct LoopMarker {
    const MirFn *fn;
    const Flow *flow;
    MirBlockId from;
} LoopMarker;

static void mark_back_edge(void *context, MirEdge *edge)
{
    const LoopMarker *marker = context;
    if (marker->flow->position[edge->block] <= marker->flow->position[marker->from])
        marker->fn->blocks.items[edge->block]->loop_header = true;
}

void flow_mark_loops(Arena *scratch, MirFn *fn)
{
    const Flow *flow = flow_of(scratch, fn);
    for (size_t i = 0; i < fn->blocks.count; i++)
        fn->blocks.items[i]->loop_header = false;
    for (size_t i = 0; i < flow->order.count; i++) {
        LoopMarker marker = {fn, flow, flow->order.items[i]};
        mir_each_edge(fn->blocks.items[marker.from], mark_back_edge, &marker);
    }
}
