// SPDX-License-Identifier: Apache-2.0
#include "support/power_cut_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace yz::test {
namespace {

constexpr std::int64_t kSector = 512;

struct Note
{
    enum What { Write, Truncate, Sync } what;
    QString file;
    std::int64_t offset = 0; ///< Truncate: the new size
    QByteArray data;
};

std::vector<Note> g_notes;
bool g_logSyncs = true;
sqlite3_vfs *g_real = nullptr;

/** Our part of a file; the real one lies behind it in memory. */
struct ShimFile
{
    sqlite3_file base;
    QString *name; ///< null for files that are not kept

    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

ShimFile *shim(sqlite3_file *file)
{
    return reinterpret_cast<ShimFile *>(file);
}

sqlite3_file *real(sqlite3_file *file)
{
    return shim(file)->real();
}

int onClose(sqlite3_file *file)
{
    delete shim(file)->name;
    return real(file)->pMethods->xClose(real(file));
}

int onWrite(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    if (shim(file)->name != nullptr)
        g_notes.push_back({Note::Write, *shim(file)->name, offset, QByteArray(static_cast<const char *>(data), size)});
    return real(file)->pMethods->xWrite(real(file), data, size, offset);
}

int onTruncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (shim(file)->name != nullptr)
        g_notes.push_back({Note::Truncate, *shim(file)->name, size, {}});
    return real(file)->pMethods->xTruncate(real(file), size);
}

int onSync(sqlite3_file *file, int)
{
    const QString *name = shim(file)->name;
    if (name != nullptr && (g_logSyncs || !name->endsWith(QLatin1String("-wal"))))
        g_notes.push_back({Note::Sync, *name, 0, {}});
    return SQLITE_OK; // only the notes count: no disk is waited for
}

sqlite3_io_methods methodsLike(const sqlite3_io_methods &theirs)
{
    sqlite3_io_methods ours = {};
    ours.iVersion = std::min(theirs.iVersion, 2); // without memory mapping
    ours.xClose = onClose;
    ours.xRead = [](sqlite3_file *f, void *to, int size, sqlite3_int64 at) {
        return real(f)->pMethods->xRead(real(f), to, size, at);
    };
    ours.xWrite = onWrite;
    ours.xTruncate = onTruncate;
    ours.xSync = onSync;
    ours.xFileSize = [](sqlite3_file *f, sqlite3_int64 *size) { return real(f)->pMethods->xFileSize(real(f), size); };
    ours.xLock = [](sqlite3_file *f, int kind) { return real(f)->pMethods->xLock(real(f), kind); };
    ours.xUnlock = [](sqlite3_file *f, int kind) { return real(f)->pMethods->xUnlock(real(f), kind); };
    ours.xCheckReservedLock = [](sqlite3_file *f, int *held) {
        return real(f)->pMethods->xCheckReservedLock(real(f), held);
    };
    ours.xFileControl = [](sqlite3_file *f, int what, void *with) {
        return real(f)->pMethods->xFileControl(real(f), what, with);
    };
    ours.xSectorSize = [](sqlite3_file *f) { return real(f)->pMethods->xSectorSize(real(f)); };
    // Nothing is promised about the disk: not that a write in one page leaves its neighbours alone.
    ours.xDeviceCharacteristics = [](sqlite3_file *) { return 0; };
    ours.xShmMap = [](sqlite3_file *f, int page, int size, int extend, void volatile **at) {
        return real(f)->pMethods->xShmMap(real(f), page, size, extend, at);
    };
    ours.xShmLock = [](sqlite3_file *f, int at, int n, int flags) {
        return real(f)->pMethods->xShmLock(real(f), at, n, flags);
    };
    ours.xShmBarrier = [](sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); };
    ours.xShmUnmap = [](sqlite3_file *f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); };
    return ours;
}

int onOpen(sqlite3_vfs *, const char *path, sqlite3_file *file, int flags, int *outFlags)
{
    auto *ours = shim(file);
    ours->base.pMethods = nullptr;
    ours->name = nullptr;
    const int code = g_real->xOpen(g_real, path, ours->real(), flags, outFlags);
    if (code != SQLITE_OK || ours->real()->pMethods == nullptr)
        return code;
    static const sqlite3_io_methods kMethods = methodsLike(*ours->real()->pMethods);
    ours->base.pMethods = &kMethods;
    if (path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0)
        ours->name = new QString(QString::fromUtf8(path).section(QLatin1Char('/'), -1));
    return code;
}

void apply(QByteArray &content, const Note &note, std::int64_t from, std::int64_t to)
{
    const std::int64_t end = note.offset + to;
    if (content.size() < end)
        content.append(end - content.size(), '\0');
    std::memcpy(content.data() + note.offset + from, note.data.constData() + from, static_cast<std::size_t>(to - from));
}

} // namespace

void PowerCutVfs::install()
{
    g_real = sqlite3_vfs_find(nullptr);
    static sqlite3_vfs ours = *g_real; // all but opening is theirs
    ours.zName = "power-cut";
    ours.pNext = nullptr;
    ours.szOsFile = static_cast<int>(sizeof(ShimFile)) + g_real->szOsFile;
    ours.xOpen = onOpen;
    sqlite3_vfs_register(&ours, 1);
}

void PowerCutVfs::clear()
{
    g_notes.clear();
}

std::size_t PowerCutVfs::moment()
{
    return g_notes.size();
}

void PowerCutVfs::setLogSyncs(bool honoured)
{
    g_logSyncs = honoured;
}

QHash<QString, QByteArray> PowerCutVfs::after(std::size_t moment, std::mt19937 &random)
{
    QHash<QString, std::size_t> synced;
    for (std::size_t i = 0; i < moment; ++i) {
        if (g_notes[i].what == Note::Sync)
            synced[g_notes[i].file] = i;
    }
    const unsigned mood = random() % 3; // everything late is lost, everything is there, or as it comes
    QHash<QString, QByteArray> disk;
    for (std::size_t i = 0; i < moment; ++i) {
        const Note &note = g_notes[i];
        const bool safe = synced.contains(note.file) && i < synced.value(note.file);
        const unsigned luck = safe || mood == 1 ? 0 : mood == 0 ? 1 : random() % 3;
        if (note.what == Note::Sync || luck == 1)
            continue;
        QByteArray &content = disk[note.file];
        if (note.what == Note::Truncate) {
            content.resize(std::min<qsizetype>(content.size(), note.offset));
            continue;
        }
        if (luck == 0) {
            apply(content, note, 0, note.data.size());
            continue;
        }
        // Some sectors of it.
        for (std::int64_t at = 0; at < note.data.size(); at += kSector) {
            if (random() % 2 == 0)
                apply(content, note, at, std::min<std::int64_t>(at + kSector, note.data.size()));
        }
    }
    return disk;
}

} // namespace yz::test
