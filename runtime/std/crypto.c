/* Bodies of std/crypto.mpl, hex.mpl and base64.mpl. */
#include "std_externs.h"

#include "base/os.h"
#include "value/list.h"
#include "value/string.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <string.h>

enum { MAX_RANDOM_BYTES = 1 << 20 };

static const char DIGITS[] = "0123456789abcdef";

static void put_hex(uint8_t *out, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        out[2 * i] = (uint8_t)DIGITS[bytes[i] >> 4];
        out[2 * i + 1] = (uint8_t)DIGITS[bytes[i] & 15];
    }
}

static MeshString *hex_string(MeshContext *cx, const uint8_t *bytes, size_t length)
{
    uint8_t *out;
    MeshString *text = string_alloc(cx, length * 2, &out);
    put_hex(out, bytes, length);
    return text;
}

/* C says "absent" with an empty list. */
static MeshList *found(MeshContext *cx, MeshString *text)
{
    return list_push(cx, MESH_KIND_REF, list_empty(), (MeshWord)(uintptr_t)text);
}

MeshString *mesh_crypto_random_hex(MeshContext *cx, int64_t bytes)
{
    size_t length = bytes < 0 ? 0 : bytes > MAX_RANDOM_BYTES ? MAX_RANDOM_BYTES : (size_t)bytes;
    uint8_t *out;
    MeshString *text = string_alloc(cx, length * 2, &out);
    /* The random bytes take the upper half; each is read before its place is written. */
    uint8_t *raw = out + length;
    os.random(raw, length);
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = raw[i];
        put_hex(out + 2 * i, &byte, 1);
    }
    return text;
}

MeshString *mesh_crypto_uuid7_hex(MeshContext *cx)
{
    uint8_t bytes[16];
    os.random(bytes, sizeof bytes);
    uint64_t ms = (uint64_t)(os.wall_ns() / 1000000);
    for (int i = 0; i < 6; i++)
        bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
    bytes[6] = (uint8_t)(0x70 | (bytes[6] & 0x0F));
    bytes[8] = (uint8_t)(0x80 | (bytes[8] & 0x3F));
    return hex_string(cx, bytes, sizeof bytes);
}

static MeshString *digest(MeshContext *cx, const EVP_MD *kind, const MeshString *text)
{
    uint8_t bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_Digest(text->bytes, (size_t)text->length, bytes, &length, kind, NULL);
    return hex_string(cx, bytes, length);
}

MeshString *mesh_crypto_sha256(MeshContext *cx, MeshString *text)
{
    return digest(cx, EVP_sha256(), text);
}

MeshString *mesh_crypto_sha512(MeshContext *cx, MeshString *text)
{
    return digest(cx, EVP_sha512(), text);
}

static MeshString *hmac(MeshContext *cx, const EVP_MD *hash, MeshString *key, MeshString *message)
{
    uint8_t bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    HMAC(hash, key->bytes, (int)key->length, message->bytes, (size_t)message->length, bytes,
         &length);
    return hex_string(cx, bytes, length);
}

MeshString *mesh_crypto_hmac_sha256(MeshContext *cx, MeshString *key, MeshString *message)
{
    return hmac(cx, EVP_sha256(), key, message);
}

MeshString *mesh_crypto_hmac_sha512(MeshContext *cx, MeshString *key, MeshString *message)
{
    return hmac(cx, EVP_sha512(), key, message);
}

bool mesh_crypto_secure_compare(MeshContext *cx, MeshString *a, MeshString *b)
{
    (void)cx;
    return a->length == b->length && sodium_memcmp(a->bytes, b->bytes, (size_t)a->length) == 0;
}

MeshString *mesh_hex_encode(MeshContext *cx, MeshString *text)
{
    return hex_string(cx, text->bytes, (size_t)text->length);
}

static int digit_value(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    uint8_t lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

MeshList *mesh_hex_decode(MeshContext *cx, MeshString *text)
{
    size_t length = (size_t)text->length;
    for (size_t i = 0; i < length; i++) {
        if (digit_value(text->bytes[i]) < 0)
            return list_empty();
    }
    if (length % 2 != 0)
        return list_empty();
    uint8_t *out;
    MeshString *bytes = string_alloc(cx, length / 2, &out);
    for (size_t i = 0; i < length / 2; i++)
        out[i] =
            (uint8_t)(digit_value(text->bytes[2 * i]) << 4 | digit_value(text->bytes[2 * i + 1]));
    return found(cx, bytes);
}

MeshString *mesh_base64_encode(MeshContext *cx, MeshString *text, bool url)
{
    int variant = url ? sodium_base64_VARIANT_URLSAFE_NO_PADDING : sodium_base64_VARIANT_ORIGINAL;
    size_t room = sodium_base64_encoded_len((size_t)text->length, variant);
    /* With room for the NUL that the encoder writes. */
    uint8_t *out;
    MeshString *buffer = string_alloc(cx, room, &out);
    sodium_bin2base64((char *)out, room, text->bytes, (size_t)text->length, variant);
    MeshString *encoded = string_new(cx, out, room - 1);
    mesh_drop(cx, (MeshWord)(uintptr_t)buffer);
    return encoded;
}

/* Padding is optional in both alphabets: it is taken off before decoding. */
MeshList *mesh_base64_decode(MeshContext *cx, MeshString *text, bool url)
{
    size_t length = (size_t)text->length;
    int padding = 0;
    while (length > 0 && text->bytes[length - 1] == '=' && padding < 2) {
        length--;
        padding++;
    }
    if (padding > 0 && (size_t)text->length % 4 != 0)
        return list_empty();
    int variant =
        url ? sodium_base64_VARIANT_URLSAFE_NO_PADDING : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    uint8_t *out;
    size_t written = 0;
    MeshString *bytes = string_alloc(cx, length / 4 * 3 + 3, &out);
    int failed = sodium_base642bin(out, length / 4 * 3 + 3, (const char *)text->bytes, length, NULL,
                                   &written, NULL, variant);
    MeshList *result = failed ? list_empty() : found(cx, string_new(cx, out, written));
    mesh_drop(cx, (MeshWord)(uintptr_t)bytes);
    return result;
}
