// SPDX-License-Identifier: Apache-2.0
#include "store/database.h"

#include <QFile>

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>

namespace yz::store {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::string_view kPlainHeader{"SQLite format 3\0", 16};

bool noRoom(int systemError)
{
    return systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
}

Fault faultOf(int code, int systemError)
{
    switch (code & 0xFF) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return Fault::StoreDamaged;
    case SQLITE_FULL:
        return Fault::StoreFull;
    case SQLITE_IOERR:
        return noRoom(systemError) ? Fault::StoreFull : Fault::StoreDamaged;
    case SQLITE_CANTOPEN:
        return noRoom(systemError) ? Fault::StoreFull : Fault::Internal;
    case SQLITE_INTERRUPT:
        return Fault::Cancelled;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Fault::DeviceBusy;
    default:
        return Fault::Internal;
    }
}

/** Codes and SQLite's fixed words only: its own message could quote what a citizen typed. */
Error errorOf(sqlite3 *db, int code)
{
    const int extended = db != nullptr && (code & 0xFF) == code ? sqlite3_extended_errcode(db) : code;
    const int systemError = db != nullptr ? sqlite3_system_errno(db) : 0;
    std::string detail = std::string("store: ") + sqlite3_errstr(code) + " (" + std::to_string(extended);
    if (systemError != 0)
        detail += ", errno " + std::to_string(systemError);
    return {faultOf(code, systemError), detail + ")"};
}

/** PRAGMA key takes its value as text; the text is wiped here, and in SQLite's hands when it frees it (see
 *  wipeFreedMemory). */
SecretBytes keyPragma(const SecretBytes &key)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    constexpr std::string_view kBefore = "PRAGMA key = \"x'";
    constexpr std::string_view kAfter = "'\";";
    SecretBytes sql(kBefore.size() + 2 * key.size() + kAfter.size() + 1);
    auto *out = reinterpret_cast<char *>(sql.bytes().data());
    out = std::copy(kBefore.begin(), kBefore.end(), out);
    for (const auto byte : key.bytes()) {
        *out++ = kHex[std::to_integer<std::size_t>(byte) >> 4];
        *out++ = kHex[std::to_integer<std::size_t>(byte) & 0x0F];
    }
    std::copy(kAfter.begin(), kAfter.end(), out);
    return sql;
}

/** Each page in a block of its own, given back to the heap (which overwrites it) and not kept in a slab. */
void keepNoPageSlab()
{
    static const int configured = sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0);
    (void)configured;
}

} // namespace

Query::~Query()
{
    if (m_statement != nullptr) {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement);
    }
}

void Query::note(int code)
{
    if (m_trouble == SQLITE_OK)
        m_trouble = code;
}

Query &Query::bind(std::int64_t number)
{
    note(sqlite3_bind_int64(m_statement, m_next++, number));
    return *this;
}

Query &Query::bind(const QByteArray &blob)
{
    // An empty array would otherwise be bound as NULL.
    note(sqlite3_bind_blob64(m_statement, m_next++, blob.isEmpty() ? "" : blob.constData(),
                             static_cast<sqlite3_uint64>(blob.size()), SQLITE_TRANSIENT));
    return *this;
}

Query &Query::bind(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    note(sqlite3_bind_text64(m_statement, m_next++, utf8.isEmpty() ? "" : utf8.constData(),
                             static_cast<sqlite3_uint64>(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Query &Query::bindNull()
{
    note(sqlite3_bind_null(m_statement, m_next++));
    return *this;
}

Query &Query::bindPointer(void *pointer, const char *type)
{
    note(sqlite3_bind_pointer(m_statement, m_next++, pointer, type, nullptr));
    return *this;
}

Result<bool> Query::row()
{
    if (m_trouble != SQLITE_OK)
        return errorOf(m_db, m_trouble);
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    m_trouble = code;
    return errorOf(m_db, code);
}

Result<void> Query::run()
{
    for (;;) {
        const auto more = row();
        if (!more)
            return more.error();
        if (!*more)
            return {};
    }
}

std::int64_t Query::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Query::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QByteArray Query::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArray(data, sqlite3_column_bytes(m_statement, column));
}

QString Query::text(int column) const
{
    return QString::fromUtf8(bytes(column));
}

bool Query::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, const SecretBytes &key, int maxPages)
{
    if (key.size() != kKeyBytes)
        return {Fault::KeyMissing, "the store's key has " + std::to_string(key.size()) + " bytes, not 32"};
    keepNoPageSlab();
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
    std::unique_ptr<Database> db(new Database(handle)); // private constructor
    if (code != SQLITE_OK)
        return errorOf(handle, code);
    if (auto unlocked = db->unlock(key); !unlocked)
        return unlocked.error();
    if (auto configured = db->configure(maxPages); !configured)
        return configured.error();
    return db;
}

std::unique_ptr<Database> Database::adopt(sqlite3 *handle)
{
    return std::unique_ptr<Database>(new Database(handle)); // private constructor
}

Result<void> Database::unlock(const SecretBytes &key)
{
    const auto sql = keyPragma(key);
    if (auto keyed = script(reinterpret_cast<const char *>(sql.bytes().data())); !keyed)
        return keyed;
    // An ordinary SQLite takes PRAGMA key without a word and writes plaintext: this is where it is found out.
    auto version = query("PRAGMA cipher_version");
    const auto answered = version.row();
    if (!answered)
        return answered.error();
    if (!*answered || version.bytes(0).isEmpty())
        return {Fault::Unsupported, "the SQLite in this process is not SQLCipher: the store would be plaintext"};
    return {};
}

Result<void> Database::configure(int maxPages)
{
    // Not to stderr, where SQLCipher 4.6 reports every bad HMAC by default: the caller reports, once.
    if (auto quiet = script("PRAGMA cipher_log_level = NONE;"); !quiet)
        return quiet;
    {
        auto wal = query("PRAGMA journal_mode = WAL");
        const auto answered = wal.row();
        if (!answered)
            return answered.error();
        if (!*answered || wal.bytes(0) != "wal")
            return {Fault::Internal, "store: this file system cannot hold a write-ahead log"};
    }
    if (auto set = script("PRAGMA synchronous = FULL;"
                          "PRAGMA wal_autocheckpoint = 256; PRAGMA journal_size_limit = 4194304;"
                          "PRAGMA cache_size = -8192;"
                          "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 5000;"
                          "PRAGMA secure_delete = ON;"
                          "PRAGMA mmap_size = 0;");
        !set)
        return set;
    if (auto limited = setMaxPages(maxPages); !limited)
        return limited;
    const auto keyHolds = number("SELECT count(*) FROM sqlite_schema");
    return keyHolds ? Result<void>() : Result<void>(keyHolds.error());
}

Database::~Database()
{
    for (const auto &[sql, statement] : m_statements)
        sqlite3_finalize(statement);
    sqlite3_close_v2(m_handle);
}

Query Database::query(const char *sql)
{
    auto &statement = m_statements[sql];
    int code = SQLITE_OK;
    if (statement == nullptr)
        code = sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return {m_handle, statement, code};
}

Result<void> Database::script(const char *sql)
{
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Result<void>() : Result<void>(errorOf(m_handle, code));
}

Result<std::int64_t> Database::number(const char *sql)
{
    auto asked = query(sql);
    const auto row = asked.row();
    if (!row)
        return row.error();
    return *row ? asked.number(0) : 0;
}

void Database::forget(const char *sql)
{
    if (const auto held = m_statements.find(sql); held != m_statements.end()) {
        sqlite3_finalize(held->second);
        m_statements.erase(held);
    }
}

Result<void> Database::verify()
{
    // SQLCipher's own pragmas do their work when they are prepared: a kept statement would repeat the old answer.
    static constexpr const char *kPages = "PRAGMA cipher_integrity_check";
    forget(kPages);
    auto pages = query(kPages);
    const auto badPage = pages.row();
    if (!badPage)
        return badPage.error();
    if (*badPage)
        return {Fault::StoreDamaged, "store: a page was altered: " + pages.bytes(0).toStdString()};
    // A page put back in an older state carries a good HMAC: only the structure tells.
    auto structure = query("PRAGMA integrity_check(1)");
    const auto said = structure.row();
    if (!said)
        return said.error();
    if (!*said || structure.bytes(0) != "ok")
        return {Fault::StoreDamaged, "store: the structure is inconsistent"};
    return {};
}

Result<void> Database::checkpoint()
{
    return query("PRAGMA wal_checkpoint(TRUNCATE)").run();
}

Result<void> Database::setMaxPages(int pages)
{
    return script(("PRAGMA max_page_count = " + std::to_string(pages)).c_str());
}

std::int64_t Database::rowsChanged() const
{
    return sqlite3_changes64(m_handle);
}

Transaction::Transaction(Database &db) : m_db(db), m_begun(db.query("BEGIN IMMEDIATE").run()), m_open(bool(m_begun)) {}

Transaction::~Transaction()
{
    // Fails harmlessly when SQLite has rolled back by itself (disk full).
    if (m_open)
        (void)m_db.query("ROLLBACK").run();
}

Result<void> Transaction::commit()
{
    auto committed = m_db.query("COMMIT").run();
    if (committed)
        m_open = false;
    return committed;
}

Result<void> refusePlaintext(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::Internal, "store: the file cannot be read back"};
    const QByteArray header = file.read(static_cast<qint64>(kPlainHeader.size()));
    if (std::string_view(header.constData(), static_cast<std::size_t>(header.size())) == kPlainHeader)
        return {Fault::Unsupported, "store: the file on disk is plaintext"};
    return {};
}

} // namespace yz::store
