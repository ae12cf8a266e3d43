/* The digest: the examples of FIPS 180-4, and texts around the block's size in one piece and in many. */
#include "base/sha256.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *hex(Digest digest, char *out)
{
    for (size_t i = 0; i < sizeof digest.bytes; i++)
        snprintf(out + 2 * i, 3, "%02x", digest.bytes[i]);
    return out;
}

static void test_examples(void **state)
{
    (void)state;
    char text[65];
    assert_string_equal(hex(sha256_of(TEXT("")), text),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(hex(sha256_of(TEXT("abc")), text),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(hex(sha256_of(TEXT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")), text),
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void test_pieces(void **state)
{
    (void)state;
    char bytes[200];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7);
    for (size_t length = 0; length <= sizeof bytes; length++) {
        Digest whole = sha256_of((Text){bytes, length});
        for (size_t piece = 1; piece <= 130; piece += 43) {
            Sha256 sha;
            sha256_init(&sha);
            for (size_t at = 0; at < length; at += piece)
                sha256_add(&sha, bytes + at, length - at < piece ? length - at : piece);
            Digest parts = sha256_done(&sha);
            assert_memory_equal(&whole, &parts, sizeof whole);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples), cmocka_unit_test(test_pieces)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
