#include "db/driver.h"

#include <string.h>

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

const DbDriver *db_driver_for(const char *url)
{
    if (starts_with(url, "sqlite:"))
        return &db_sqlite_driver;
    if (starts_with(url, "postgres://") || starts_with(url, "postgresql://"))
        return &db_postgres_driver;
    return NULL;
}
