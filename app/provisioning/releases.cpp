// SPDX-License-Identifier: Apache-2.0
#include "provisioning/releases.h"

#include "provisioning/durable.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

#include <algorithm>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMostSmallFile = 1024 * 1024;
constexpr int kMostStarts = 3;
constexpr qsizetype kMostSeen = 200;
const QString kManifest = u"manifest.json"_s; ///< beside the files: what the release was made of
const QString kPackFolder = u"catalogue/"_s;

} // namespace

Releases::Releases(QString folder, Point point) : m_folder(std::move(folder)), m_point(std::move(point))
{
    QDir().mkpath(m_folder + u"/releases"_s);
}

void Releases::reach(const char *name) const
{
    if (m_point)
        m_point(name);
}

QString Releases::releaseFolder(int number) const
{
    return m_folder + u"/releases/"_s + QString::number(number);
}

std::optional<int> Releases::current() const
{
    const QString target = QFile::symLinkTarget(currentFolder());
    bool isNumber = false;
    const int number = QFileInfo(target).fileName().toInt(&isNumber);
    return isNumber && number > 0 && QFileInfo(target).isDir() ? std::optional(number) : std::nullopt;
}

Releases::Files Releases::filesOf(int release) const
{
    Files files;
    const QString folder = releaseFolder(release);
    QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        const auto bytes = readWhole(path, kMostBundleBytes);
        const QString name = path.sliced(folder.size() + 1);
        if (bytes && name != kManifest)
            files[name] = *bytes;
    }
    return files;
}

Releases::Files Releases::currentFiles() const
{
    const auto now = current();
    return now ? filesOf(*now) : Files();
}

std::optional<Manifest> Releases::manifestOf(int release) const
{
    const auto bytes = readWhole(releaseFolder(release) + u'/' + kManifest, kMostEnvelopeBytes);
    const auto manifest = bytes ? parseManifest(*bytes) : Result<Manifest>(bytes.error());
    return manifest ? std::optional(*manifest) : std::nullopt;
}

std::optional<int> Releases::previous() const
{
    const auto now = current();
    int best = 0;
    for (const QString &name : QDir(m_folder + u"/releases"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const int number = name.toInt();
        if (now && number > best && number < *now)
            best = number;
    }
    return best > 0 ? std::optional(best) : std::nullopt;
}

int Releases::freshNumber() const
{
    int last = 0;
    for (const QString &name : QDir(m_folder + u"/releases"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        last = std::max(last, name.section(u'.', 0, 0).toInt());
    return last + 1;
}

Result<Ratchet> Releases::ratchet() const
{
    const auto bytes = readWhole(m_folder + u"/ratchet.json"_s, kMostSmallFile);
    if (!bytes)
        return bytes.fault() == Fault::NotFound ? Result<Ratchet>(Ratchet{}) : Result<Ratchet>(bytes.error());
    // What must never go back is not to be guessed.
    const Error damaged{Fault::StoreDamaged, "provisioning: ratchet.json is damaged"};
    const QJsonObject object = QJsonDocument::fromJson(*bytes).object();
    const QJsonValue epochs = object.value("epochs"_L1);
    const QJsonValue seen = object.value("seen"_L1);
    Ratchet ratchet;
    ratchet.floor = WallTime(Milliseconds(object.value("floor"_L1).toInteger(-1)));
    if (!epochs.isObject() || !seen.isArray() || ratchet.floor < WallTime{})
        return damaged;
    for (const Component component : allComponents()) {
        const QJsonValue epoch = epochs.toObject().value(codeOf(component));
        if (epoch.isUndefined())
            continue;
        ratchet.epochs[component] = epoch.toInteger();
        if (ratchet.epochs[component] < 1)
            return damaged;
    }
    const QJsonObject created = object.value("created"_L1).toObject(); // not in those of earlier programs
    for (const Component component : allComponents())
        if (const QJsonValue time = created.value(codeOf(component)); time.isDouble())
            ratchet.created[component] = WallTime(Milliseconds(time.toInteger()));
    for (const auto &id : seen.toArray())
        ratchet.seen.append(id.toString());
    return ratchet;
}

Result<void> Releases::remember(const Manifest &manifest)
{
    auto known = ratchet();
    if (!known)
        return known.error();
    for (const auto &[component, epoch] : manifest.epochs) {
        known->epochs[component] = std::max(known->epochs[component], epoch);
        known->created[component] = std::max(known->created[component], manifest.created);
    }
    if (!known->seen.contains(manifest.id))
        known->seen.append(manifest.id);
    known->seen = known->seen.last(std::min(known->seen.size(), kMostSeen));
    known->floor = std::max(known->floor, manifest.created);
    QJsonObject epochs;
    for (const auto &[component, epoch] : known->epochs)
        epochs.insert(codeOf(component), QJsonValue(qint64(epoch)));
    QJsonObject created;
    for (const auto &[component, time] : known->created)
        created.insert(codeOf(component), QJsonValue(qint64(time.time_since_epoch().count())));
    const QJsonObject object{{u"epochs"_s, epochs},
                             {u"created"_s, created},
                             {u"seen"_s, QJsonArray::fromStringList(known->seen)},
                             {u"floor"_s, QJsonValue(qint64(known->floor.time_since_epoch().count()))}};
    return writeWhole(m_folder + u"/ratchet.json"_s, QJsonDocument(object).toJson());
}

std::optional<Pending> Releases::pending() const
{
    const auto bytes = readWhole(m_folder + u"/pending.json"_s, 2 * kMostEnvelopeBytes);
    if (!bytes)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(*bytes).object();
    const auto manifest = parseManifest(object.value("manifest"_L1).toString().toUtf8());
    const Pending open{object.value("to"_L1).toInt(), object.value("from"_L1).toInt(-1),
                       object.value("starts"_L1).toInt(-1), manifest ? *manifest : Manifest{}};
    // What names a release that is not there, or one to go back to that is the new one itself, is damaged: nobody is
    // led into nowhere by it.
    const auto isThere = [this](int release) { return QFileInfo(releaseFolder(release)).isDir(); };
    const bool canBe = manifest && open.to > 0 && isThere(open.to) && open.starts >= 0 &&
                       (open.from == 0 || (open.from > 0 && open.from != open.to && isThere(open.from)));
    return canBe ? std::optional(open) : std::nullopt;
}

Result<void> Releases::writePending(const Pending &pending)
{
    const QJsonObject object{{u"to"_s, pending.to},
                             {u"from"_s, pending.from},
                             {u"starts"_s, pending.starts},
                             {u"manifest"_s, QString::fromUtf8(manifestJson(pending.manifest))}};
    return writeWhole(m_folder + u"/pending.json"_s, QJsonDocument(object).toJson());
}

Result<void> Releases::dropPending()
{
    if (::unlink(QFile::encodeName(m_folder + u"/pending.json"_s).constData()) != 0 && errno != ENOENT)
        return {Fault::StoreFull, "provisioning: pending.json cannot be removed"};
    return flushFolder(m_folder);
}

/** Under a name that nobody points to before it is whole. */
Result<int> Releases::stage(const Files &files, const Manifest &manifest)
{
    const int number = freshNumber();
    const QString folder = releaseFolder(number) + u".part"_s;
    QDir(folder).removeRecursively();
    for (const auto &[name, bytes] : files) {
        const QString path = folder + u'/' + name;
        QDir().mkpath(QFileInfo(path).path());
        if (auto written = writeWhole(path, bytes); !written)
            return written.error();
        reach("a file is staged");
    }
    if (auto written = writeWhole(folder + u'/' + kManifest, manifestJson(manifest)); !written)
        return written.error();
    if (!QDir().rename(folder, releaseFolder(number)))
        return {Fault::StoreFull, "provisioning: the release cannot be named"};
    if (auto flushed = flushFolder(m_folder + u"/releases"_s); !flushed)
        return flushed.error();
    reach("staged");
    // From the disk, not from memory: what will be used is what was meant.
    if (filesOf(number) != files) {
        QDir(releaseFolder(number)).removeRecursively();
        return {Fault::DataForged, "provisioning: the release changed while it was staged"};
    }
    reach("verified");
    return number;
}

Result<void> Releases::point(int release)
{
    return pointTo(currentFolder(), u"releases/"_s + QString::number(release));
}

Releases::Files Releases::laidOver(Files files, const Bundle &bundle)
{
    if (bundle.manifest.epochs.contains(Component::Catalogue)) // a pack comes whole: of the old one nothing is left
        std::erase_if(files, [](const auto &file) { return file.first.startsWith(kPackFolder); });
    for (const BundleFile &file : bundle.files)
        files[file.component == Component::Catalogue ? kPackFolder + file.name : file.name] = file.bytes;
    return files;
}

Result<void> Releases::switchTo(const Bundle &bundle)
{
    return switchTo(laidOver(currentFiles(), bundle), bundle.manifest);
}

Result<void> Releases::switchTo(const Files &files, const Manifest &manifest)
{
    if (pending())
        return {Fault::DeviceBusy, "provisioning: the last change has not proved itself yet"};
    const int from = current().value_or(0);
    const auto to = stage(files, manifest);
    if (!to)
        return to.error();
    if (auto announced = writePending({*to, from, 0, manifest}); !announced)
        return announced;
    reach("announced");
    if (auto switched = point(*to); !switched) {
        (void)leave(from);
        if (current().value_or(0) != *to) // else the next start has it prove itself
            (void)dropPending();
        return switched;
    }
    reach("switched");
    return {};
}

QByteArray Releases::configurationOf(int release) const
{
    const auto bytes = readWhole(releaseFolder(release) + u'/' + kConfigurationFile, kMostSmallFile);
    return bytes ? *bytes : QByteArray();
}

std::optional<QByteArray> Releases::configurationBefore() const
{
    const auto now = current();
    const auto before = previous();
    if (!now || !before || pending())
        return {};
    const QByteArray old = configurationOf(*before);
    return old.isEmpty() || old == configurationOf(*now) ? std::nullopt : std::optional(old);
}

std::optional<Releases::Files> Releases::filesBefore() const
{
    const auto old = configurationBefore();
    if (!old)
        return {};
    Files files = currentFiles();
    files[kConfigurationFile] = *old;
    return files;
}

Result<void> Releases::rollBack(const Judge &judge)
{
    if (pending())
        return {Fault::DeviceBusy, "provisioning: the last change has not proved itself yet"};
    const auto now = current();
    auto manifest = now ? manifestOf(*now) : std::nullopt;
    const auto files = filesBefore();
    if (!files || !manifest)
        return {Fault::NotFound, "provisioning: there is no configuration to go back to"};
    if (auto fits = judge ? judge(*files) : Result<void>(); !fits)
        return fits;
    manifest->title = u"退回上一版的配置"_s; // what is said of it afterwards is not said of the bundle that is left
    return switchTo(*files, *manifest);
}

Result<void> Releases::commit()
{
    const auto open = pending();
    if (!open)
        return {};
    reach("proved");
    if (auto remembered = remember(open->manifest); !remembered)
        return remembered;
    reach("remembered");
    if (auto dropped = dropPending(); !dropped)
        return dropped;
    reach("committed");
    tidy(open->to, open->from);
    return {};
}

/** Back to what was in force; 0: to nothing. */
Result<void> Releases::leave(int from)
{
    if (from > 0)
        return point(from);
    ::unlink(QFile::encodeName(currentFolder()).constData());
    return flushFolder(m_folder);
}

Result<void> Releases::revert()
{
    const auto open = pending();
    if (!open)
        return {};
    reach("reverting");
    if (auto left = leave(open->from); !left)
        return left;
    reach("switched back");
    if (auto dropped = dropPending(); !dropped)
        return dropped;
    QDir(releaseFolder(open->to)).removeRecursively();
    return {};
}

Result<Releases::Recovered> Releases::recover()
{
    for (const QString &name : QDir(m_folder + u"/releases"_s).entryList({u"*.part"_s}, QDir::Dirs))
        QDir(m_folder + u"/releases/"_s + name).removeRecursively();
    auto open = pending();
    if (!open) {
        if (QFileInfo::exists(m_folder + u"/pending.json"_s)) {
            if (auto dropped = dropPending(); !dropped) // damaged: what is in force stays in force
                return dropped.error();
        }
        return Recovered::Nothing;
    }
    if (current().value_or(0) != open->to) { // cut off between the announcement and the switch, or while going back
        if (auto dropped = dropPending(); !dropped)
            return dropped.error();
        QDir(releaseFolder(open->to)).removeRecursively();
        return Recovered::FinishedOld;
    }
    if (open->starts >= kMostStarts) {
        auto reverted = revert();
        return reverted ? Result<Recovered>(Recovered::Reverted) : Result<Recovered>(reverted.error());
    }
    ++open->starts;
    if (auto counted = writePending(*open); !counted)
        return counted.error();
    return Recovered::MustProve;
}

/** The one in force and the one to go back to. */
void Releases::tidy(int keep, int alsoKeep) const
{
    for (const QString &name : QDir(m_folder + u"/releases"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (name.toInt() != keep && name.toInt() != alsoKeep)
            QDir(m_folder + u"/releases/"_s + name).removeRecursively();
}

} // namespace yz::provisioning
