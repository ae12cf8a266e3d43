/* vanishing.c - preloaded into a program, it removes the file VANISH at a moment that a test can rely on: once its
 * folder has been read (VANISH_WHEN=listed), or once somebody has asked what it is (VANISH_WHEN=seen). */
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void vanish_when(const char *moment)
{
    const char *path = getenv("VANISH"), *when = getenv("VANISH_WHEN");
    if (path && when && strcmp(when, moment) == 0)
        unlink(path);
}

static bool is_its_folder(DIR *folder)
{
    const char *path = getenv("VANISH");
    struct stat here, its;
    char *parent = path ? strdup(path) : NULL;
    if (!parent)
        return false;
    *strrchr(parent, '/') = '\0';
    int known = fstatat(AT_FDCWD, parent, &its, 0);
    free(parent);
    return known == 0 && fstat(dirfd(folder), &here) == 0 && here.st_dev == its.st_dev && here.st_ino == its.st_ino;
}

int closedir(DIR *folder)
{
    int (*real)(DIR *) = (int (*)(DIR *))dlsym(RTLD_NEXT, "closedir");
    if (is_its_folder(folder))
        vanish_when("listed");
    return real(folder);
}

int stat(const char *restrict path, struct stat *restrict info)
{
    int (*real)(const char *, struct stat *) = (int (*)(const char *, struct stat *))dlsym(RTLD_NEXT, "stat");
    int status = real(path, info);
    const char *whole = getenv("VANISH"), *name = strrchr(path, '/');
    if (status == 0 && whole && strcmp(name ? name + 1 : path, strrchr(whole, '/') + 1) == 0)
        vanish_when("seen");
    return status;
}
