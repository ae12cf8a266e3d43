/* switch.S - where a fresh stack starts, and how one is left where context.h does not do that inline.
 *
 * context_begin ends the frame-pointer chain and calls the entry function, which never returns.
 *
 * void context_swap(void **save_sp, void *load_sp)
 *
 * Saves what the C calling convention says a callee must keep, nothing else. */

#if defined(__x86_64__)

    .text
    .globl context_begin
    .type context_begin, @function
context_begin:
    endbr64
    popq %rdi
    popq %rax
    xorl %ebp, %ebp
    callq *%rax
    ud2
    .size context_begin, . - context_begin

#elif defined(__aarch64__)

    .text
    .globl context_swap
    .type context_swap, %function
context_swap:
    sub sp, sp, #160
    stp x19, x20, [sp, #0]
    stp x21, x22, [sp, #16]
    stp x23, x24, [sp, #32]
    stp x25, x26, [sp, #48]
    stp x27, x28, [sp, #64]
    stp x29, x30, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mov x9, sp
    str x9, [x0]
    mov sp, x1
    ldp x19, x20, [sp, #0]
    ldp x21, x22, [sp, #16]
    ldp x23, x24, [sp, #32]
    ldp x25, x26, [sp, #48]
    ldp x27, x28, [sp, #64]
    ldp x29, x30, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    add sp, sp, #160
    ret
    .size context_swap, . - context_swap

    .globl context_begin
    .type context_begin, %function
context_begin:
    mov x0, x20
    mov x29, xzr
    mov x30, xzr
    blr x19
    brk #1
    .size context_begin, . - context_begin

#else
#error "context_swap is not written for this processor"
#endif

    .section .note.GNU-stack, "", %progbits
