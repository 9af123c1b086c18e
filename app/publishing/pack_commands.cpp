// SPDX-License-Identifier: Apache-2.0
#include "pack_commands.h"

#include "laws_import.h"
#include "pack_folder.h"
#include "pack_source.h"
#include "pinyin.h"

#include <core/clock.h>
#include <words/hex.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <map>
#include <optional>

namespace yz::publishing {
namespace {

constexpr char kHelp[] =
    "Usage: yizhan-pack COMMAND …\n"
    "Makes and signs what terminals offer: catalogue, forms, sheets, code tables, institutions, laws.\n"
    "\n"
    "  lint SOURCE…                         says what a terminal would refuse, and what is not translated\n"
    "  import-laws FOLDER --into FILE       reads law files (Markdown); FILE is a source for build\n"
    "        [--jurisdiction CODE] [--pinyin DICTIONARY]\n"
    "  gather SOURCE… --into FILE           several sources as one file\n"
    "  build SOURCE… --region CODE --into PACK\n"
    "        [--days N] [--keep N] [--level N] [--pinyin DICTIONARY]   the next state, with deltas from earlier ones\n"
    "  keygen FILE --kid NAME               makes a publisher's key; prints what terminals are configured with\n"
    "  sign PACK --key FILE --kid NAME      puts what was built in force; again with another key: signed by both\n"
    "  verify PACK --publisher KID:HEX [--region CODE]   as a terminal does it, and every delta too\n"
    "  diff SOURCE SOURCE                   what became of each row\n"
    "  inspect FILE                         a head, a snapshot or a delta in words\n"
    "\n"
    "A SOURCE is a folder like packs/sample, or a snapshot. A PACK is the folder that the hub hands out\n"
    "(yizhan-hubd --catalogues: one per region) and that goes on a stick.\n";

CommandOutcome done(const QString &said)
{
    return {0, said.toUtf8(), {}};
}

CommandOutcome refused(const Error &error)
{
    return {1, {}, "yizhan-pack: " + QByteArray::fromStdString(error.detail) + '\n'};
}

CommandOutcome misunderstood(const QString &why)
{
    return {2, {}, "yizhan-pack: " + why.toUtf8() + "\nTry 'yizhan-pack --help'.\n"};
}

/** The words of one command: what stands alone, and what was said with --names. */
class Words
{
public:
    Words(const QStringList &words, const QStringList &names)
    {
        for (const auto &name : names)
            m_parser.addOption({name, {}, name});
        m_ok = m_parser.parse(QStringList{QStringLiteral("yizhan-pack")} + words);
    }
    bool areFine() const { return m_ok; }
    QString complaint() const { return m_parser.errorText(); }
    QStringList alone() const { return m_parser.positionalArguments(); }
    QString value(const char *name) const { return m_parser.value(QLatin1String(name)); }
    QStringList values(const char *name) const { return m_parser.values(QLatin1String(name)); }
    /** Nothing: said, and no number within. */
    std::optional<int> number(const char *name, int otherwise, int least, int most) const
    {
        if (value(name).isEmpty())
            return otherwise;
        bool isNumber = false;
        const int number = value(name).toInt(&isNumber);
        return isNumber && number >= least && number <= most ? std::optional(number) : std::nullopt;
    }
    bool hasRegion() const
    {
        const auto region = value("region");
        return region.size() == 6 &&
               std::all_of(region.begin(), region.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    }

private:
    QCommandLineParser m_parser;
    bool m_ok = false;
};

Result<std::optional<Pinyin>> pinyinOf(const Words &words)
{
    const auto dictionary = words.value("pinyin");
    if (dictionary.isEmpty())
        return std::optional<Pinyin>();
    auto pinyin = Pinyin::load(dictionary);
    if (!pinyin)
        return pinyin.error();
    return std::optional(*std::move(pinyin));
}

Result<PackSource> sourcesOf(const Words &words)
{
    const auto pinyin = pinyinOf(words);
    if (!pinyin)
        return pinyin.error();
    return readSources(words.alone(), *pinyin ? &**pinyin : nullptr);
}

QString day(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count(),
                                          Qt::UTC)
        .toString(Qt::ISODate);
}

/** `form 8, item 29, …` */
QString countLine(const std::vector<PackRow> &rows)
{
    std::map<QString, int> counts;
    for (const auto &row : rows)
        ++counts[row.type];
    QStringList parts;
    for (const auto &[type, count] : counts)
        parts << type + QLatin1Char(' ') + QString::number(count);
    return parts.join(QStringLiteral(", "));
}

QString lines(const QStringList &all)
{
    return all.isEmpty() ? QString() : all.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

CommandOutcome lint(const Words &words)
{
    const auto source = sourcesOf(words);
    if (!source)
        return refused(source.error());
    if (const auto judged = judgeRows(source->rows); !judged)
        return refused(judged.error());
    const auto missing = untranslatedRows(source->rows);
    auto outcome = done(countLine(source->rows) + QLatin1Char('\n'));
    outcome.complained = (lines(source->remarks) + lines(missing)).toUtf8();
    outcome.status = missing.isEmpty() ? 0 : 1;
    return outcome;
}

/** As a snapshot of state 1: what a source in one file is. */
Result<qint64> writeSource(const QString &path, const std::vector<PackRow> &rows)
{
    const auto file = pack::packed(pack::snapshotLines(1, rows), 9);
    QSaveFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(file) != file.size() || !out.commit())
        return {Fault::StoreFull, path.toStdString() + ": cannot be written"};
    return file.size();
}

CommandOutcome importLawsInto(const Words &words)
{
    if (words.alone().size() != 1 || words.value("into").isEmpty())
        return misunderstood(QStringLiteral("import-laws needs one folder and --into FILE"));
    const auto pinyin = pinyinOf(words);
    if (!pinyin)
        return refused(pinyin.error());
    LawImportOptions options;
    if (!words.value("jurisdiction").isEmpty())
        options.jurisdiction = words.value("jurisdiction");
    options.pinyin = *pinyin ? &**pinyin : nullptr;
    const auto laws = importLaws(words.alone().first(), options);
    if (!laws)
        return refused(laws.error());
    const auto size = writeSource(words.value("into"), laws->rows);
    if (!size)
        return refused(size.error());
    auto outcome =
        done(QStringLiteral("%1 laws, %2 articles; %3 bytes\n").arg(laws->laws).arg(laws->articles).arg(*size));
    outcome.complained = lines(laws->remarks).toUtf8();
    return outcome;
}

CommandOutcome gather(const Words &words)
{
    if (words.alone().isEmpty() || words.value("into").isEmpty())
        return misunderstood(QStringLiteral("gather needs sources and --into FILE"));
    const auto source = sourcesOf(words);
    if (!source)
        return refused(source.error());
    const auto size = writeSource(words.value("into"), source->rows);
    if (!size)
        return refused(size.error());
    return done(countLine(source->rows) + QStringLiteral("; %1 bytes\n").arg(*size));
}

CommandOutcome build(const Words &words)
{
    const auto days = words.number("days", 60, 1, 3650);
    const auto keep = words.number("keep", 30, 0, 100);
    const auto level = words.number("level", 19, 1, 19);
    if (words.alone().isEmpty() || words.value("into").isEmpty() || !words.hasRegion() || !days || !keep || !level)
        return misunderstood(QStringLiteral("build needs sources, --region of six digits, --into PACK"));
    const auto source = sourcesOf(words);
    if (!source)
        return refused(source.error());
    if (const auto judged = judgeRows(source->rows); !judged)
        return refused(judged.error());
    BuildOptions options;
    options.region = words.value("region");
    options.now = SystemClock().wall();
    options.valid = std::chrono::days(*days);
    options.keep = *keep;
    options.compression = *level;
    const auto built = buildPack(words.value("into"), source->rows, options);
    if (!built)
        return refused(built.error());
    return done(
        QStringLiteral("%1 %2: %3 rows (%4); snapshot of %5 bytes, %6 deltas; %7 rows differ from the state before\n"
                       "Not in force before it is signed: yizhan-pack sign\n")
            .arg(options.region)
            .arg(built->sequence)
            .arg(built->rows)
            .arg(countLine(source->rows))
            .arg(built->snapshotBytes)
            .arg(built->deltas)
            .arg(built->changes.size()));
}

bool isKid(const QString &kid)
{
    return !kid.isEmpty() && kid.size() <= 32 && std::all_of(kid.begin(), kid.end(), [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'.' || c == u'_' || c == u'-';
    });
}

CommandOutcome keygen(const Words &words)
{
    if (words.alone().size() != 1 || !isKid(words.value("kid")))
        return misunderstood(QStringLiteral("keygen needs a file and --kid of 1 to 32 letters, digits, '.', '_', '-'"));
    const auto key = makeSigningKey(words.alone().first());
    if (!key)
        return refused(key.error());
    return done(words.value("kid") + QLatin1Char(':') + QString::fromLatin1(key->toHex()) + QLatin1Char('\n'));
}

CommandOutcome sign(const Words &words)
{
    if (words.alone().size() != 1 || words.value("key").isEmpty() || !isKid(words.value("kid")))
        return misunderstood(QStringLiteral("sign needs a pack, --key FILE and --kid NAME"));
    const auto key = loadSigningKey(words.value("key"));
    if (!key)
        return refused(key.error());
    const auto head = signPack(words.alone().first(), words.value("kid").toLatin1(), key->secret);
    if (!head)
        return refused(head.error());
    return done(QStringLiteral("%1 %2 is in force, signed by %3, until %4\n")
                    .arg(head->region)
                    .arg(head->sequence)
                    .arg(words.value("kid"), day(head->expires)));
}

CommandOutcome verify(const Words &words)
{
    std::vector<PublisherKey> publishers;
    for (const auto &text : words.values("publisher")) {
        const PublisherKey key{text.section(QLatin1Char(':'), 0, 0).toLatin1(),
                               bytesOfHex(text.section(QLatin1Char(':'), 1).toLatin1(), 32)};
        if (!isKid(QString::fromLatin1(key.kid)) || key.key.isEmpty())
            return misunderstood(QStringLiteral("--publisher is KID:HEX as keygen prints it"));
        publishers.push_back(key);
    }
    if (words.alone().size() != 1 || publishers.empty())
        return misunderstood(QStringLiteral("verify needs a pack and --publisher KID:HEX"));
    QString region = words.value("region");
    if (region.isEmpty()) { // whatever it says of itself; the signature still has to hold
        QFile head(words.alone().first() + QStringLiteral("/head.json"));
        const auto read = head.open(QIODevice::ReadOnly)
                              ? pack::unverifiedHead(head.read(pack::kMaxHeadBytes + 1))
                              : Result<PackHead>(Error{Fault::NotFound, "no head.json there"});
        if (!read)
            return refused(read.error());
        region = read->region;
    }
    const auto seen = verifyPack(words.alone().first(), publishers, region, SystemClock());
    if (!seen)
        return refused(seen.error());
    return done(QStringLiteral("%1 %2 holds: signed by %3, %4 rows, %5 of %6 deltas followed, valid until %7\n")
                    .arg(seen->head.region)
                    .arg(seen->head.sequence)
                    .arg(QString::fromLatin1(seen->kid))
                    .arg(seen->rows)
                    .arg(seen->deltasFollowed)
                    .arg(seen->head.deltas.size())
                    .arg(day(seen->head.expires)));
}

CommandOutcome diff(const Words &words)
{
    if (words.alone().size() != 2)
        return misunderstood(QStringLiteral("diff needs two sources"));
    const auto before = readSources({words.alone().at(0)}, nullptr);
    const auto after = readSources({words.alone().at(1)}, nullptr);
    if (!before || !after)
        return refused(before ? after.error() : before.error());
    return done(lines(changeLines(pack::changesBetween(before->rows, after->rows))));
}

CommandOutcome inspectHead(const QByteArray &json)
{
    const auto head = pack::unverifiedHead(json);
    if (!head)
        return refused(head.error());
    QString said = QStringLiteral("head of region %1, state %2, made %3, valid until %4, for programs from %5\n"
                                  "root %6\nsnapshot: %7 bytes, %8 unpacked\n")
                       .arg(head->region)
                       .arg(head->sequence)
                       .arg(day(head->created), day(head->expires))
                       .arg(head->minApp)
                       .arg(QString::fromLatin1(head->root.toHex()))
                       .arg(head->snapshot.bytes)
                       .arg(head->snapshot.plain);
    for (const auto &delta : head->deltas)
        said += QStringLiteral("delta from %1: %2 bytes, %3 unpacked\n")
                    .arg(delta.from)
                    .arg(delta.file.bytes)
                    .arg(delta.file.plain);
    return done(said + QStringLiteral("(signatures not looked at: yizhan-pack verify)\n"));
}

CommandOutcome inspect(const Words &words)
{
    if (words.alone().size() != 1)
        return misunderstood(QStringLiteral("inspect needs one file"));
    QFile file(words.alone().first());
    if (!file.open(QIODevice::ReadOnly) || file.size() > pack::kMaxFileBytes)
        return refused({Fault::NotFound, words.alone().first().toStdString() + ": cannot be read"});
    const auto bytes = file.readAll();
    if (bytes.startsWith('{'))
        return inspectHead(bytes);
    std::vector<pack::Change> changes;
    const auto header = pack::readOwnPacked(bytes, [&](const pack::Change &change) {
        changes.push_back(change);
        return Result<void>();
    });
    if (!header)
        return refused(header.error());
    if (header->from != 0)
        return done(QStringLiteral("delta from %1 to %2\n").arg(header->from).arg(header->to) +
                    lines(changeLines(changes)));
    std::vector<PackRow> rows;
    rows.reserve(changes.size());
    for (auto &change : changes)
        rows.push_back(std::move(change.row));
    return done(QStringLiteral("snapshot of state %1: ").arg(header->to) + countLine(rows) + QLatin1Char('\n'));
}

struct Command
{
    const char *name;
    QStringList options;
    CommandOutcome (*does)(const Words &);
};

} // namespace

CommandOutcome packCommand(const QStringList &words)
{
    const auto first = words.value(0);
    if (first.isEmpty() || first == QLatin1String("--help") || first == QLatin1String("help"))
        return {first.isEmpty() ? 2 : 0, kHelp, {}};
    if (first == QLatin1String("--version"))
        return done(QStringLiteral("yizhan-pack ") + QCoreApplication::applicationVersion() + QLatin1Char('\n'));
    const auto named = [](std::initializer_list<const char *> names) {
        QStringList all;
        for (const auto *name : names)
            all << QLatin1String(name);
        return all;
    };
    const Command commands[] = {
        {"lint", named({"pinyin"}), lint},
        {"import-laws", named({"into", "jurisdiction", "pinyin"}), importLawsInto},
        {"gather", named({"into", "pinyin"}), gather},
        {"build", named({"region", "into", "days", "keep", "level", "pinyin"}), build},
        {"keygen", named({"kid"}), keygen},
        {"sign", named({"key", "kid"}), sign},
        {"verify", named({"publisher", "region"}), verify},
        {"diff", {}, diff},
        {"inspect", {}, inspect},
    };
    for (const auto &command : commands) {
        if (first != QLatin1String(command.name))
            continue;
        const Words rest(words.sliced(1), command.options);
        return rest.areFine() ? command.does(rest) : misunderstood(rest.complaint());
    }
    return misunderstood(QStringLiteral("no such command: ") + first);
}

} // namespace yz::publishing
