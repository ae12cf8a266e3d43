#include "io/path.h"

#include "base/os.h"

#include <errno.h>
#include <string.h>

void path_init(Path *path, const MeshString *text)
{
    size_t length = (size_t)text->length;
    path->good = length < sizeof path->text && !memchr(text->bytes, '\0', length);
    if (!path->good) {
        errno = length < sizeof path->text ? EINVAL : ENAMETOOLONG;
        return;
    }
    memcpy(path->text, text->bytes, length);
    path->text[length] = '\0';
}

MeshString *path_error_text(MeshContext *cx, int error)
{
    return error == 0 ? string_empty()
                      : string_printf(cx, "%s (os error %d)", strerror(error), error);
}

int path_make_folders(Path *path)
{
    for (char *slash = strchr(path->text + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int failed = os.make_folder(path->text, 0755) != 0 && errno != EEXIST;
        *slash = '/';
        if (failed)
            return errno;
    }
    return os.make_folder(path->text, 0755) != 0 && errno != EEXIST ? errno : 0;
}
