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

std::map<QString, QByteArray> Releases::filesOf(int release) const
{
    std::map<QString, QByteArray> files;
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

std::map<QString, QByteArray> Releases::currentFiles() const
{
    const auto now = current();
    return now ? filesOf(*now) : std::map<QString, QByteArray>();
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
    const auto document = QJsonDocument::fromJson(*bytes);
    if (!document.isObject()) // what must never go back is not to be guessed
        return {Fault::StoreDamaged, "provisioning: ratchet.json is damaged"};
    Ratchet ratchet;
    const QJsonObject epochs = document.object().value("epochs"_L1).toObject();
    for (const Component component : allComponents())
        if (const QJsonValue epoch = epochs.value(codeOf(component)); epoch.isDouble())
            ratchet.epochs[component] = epoch.toInteger();
    for (const auto &id : document.object().value("seen"_L1).toArray())
        ratchet.seen.append(id.toString());
    ratchet.floor = WallTime(Milliseconds(document.object().value("floor"_L1).toInteger()));
    return ratchet;
}

Result<void> Releases::remember(const Manifest &manifest)
{
    auto known = ratchet();
    if (!known)
        return known.error();
    for (const auto &[component, epoch] : manifest.epochs)
        known->epochs[component] = std::max(known->epochs[component], epoch);
    if (!known->seen.contains(manifest.id))
        known->seen.append(manifest.id);
    known->seen = known->seen.last(std::min(known->seen.size(), kMostSeen));
    known->floor = std::max(known->floor, manifest.created);
    QJsonObject epochs;
    for (const auto &[component, epoch] : known->epochs)
        epochs.insert(codeOf(component), QJsonValue(qint64(epoch)));
    const QJsonObject object{{u"epochs"_s, epochs},
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
    if (!manifest)
        return {};
    return Pending{object.value("to"_L1).toInt(), object.value("from"_L1).toInt(), object.value("starts"_L1).toInt(),
                   *manifest};
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

/** All that was in force, with the bundle's files over it: under a name that nobody points to before it is whole. */
Result<int> Releases::stage(const Bundle &bundle)
{
    auto files = currentFiles();
    for (const BundleFile &file : bundle.files) {
        const bool isPack = file.component == Component::Catalogue;
        files[isPack ? u"catalogue/"_s + file.name : file.name] = file.bytes;
    }
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
    if (auto written = writeWhole(folder + u'/' + kManifest, manifestJson(bundle.manifest)); !written)
        return written.error();
    if (!QDir().rename(folder, releaseFolder(number)))
        return {Fault::StoreFull, "provisioning: the release cannot be named"};
    if (auto flushed = flushFolder(m_folder + u"/releases"_s); !flushed)
        return flushed.error();
    return number;
}

/** From the disk, not from memory: what will be used is what was signed. */
Result<void> Releases::verify(int release, const Bundle &bundle) const
{
    const auto files = filesOf(release);
    for (std::size_t i = 0; i < bundle.manifest.files.size(); ++i) {
        const auto &entry = bundle.manifest.files[i];
        const QString prefix = entry.component == Component::Catalogue ? u"catalogue/"_s : QString();
        const auto file = files.find(prefix + entry.name);
        if (file == files.end() || QCryptographicHash::hash(file->second, QCryptographicHash::Sha256) != entry.sha256)
            return {Fault::DataForged, "provisioning: " + entry.name.toStdString() + " changed while it was staged"};
    }
    return {};
}

Result<void> Releases::point(int release)
{
    return pointTo(currentFolder(), u"releases/"_s + QString::number(release));
}

Result<void> Releases::switchTo(const Bundle &bundle)
{
    if (pending())
        return {Fault::DeviceBusy, "provisioning: the last change has not proved itself yet"};
    const int from = current().value_or(0);
    const auto to = stage(bundle);
    if (!to)
        return to.error();
    reach("staged");
    if (auto whole = verify(*to, bundle); !whole) {
        QDir(releaseFolder(*to)).removeRecursively();
        return whole;
    }
    reach("verified");
    if (auto announced = writePending({*to, from, 0, bundle.manifest}); !announced)
        return announced;
    reach("announced");
    if (auto switched = point(*to); !switched) {
        (void)dropPending();
        return switched;
    }
    reach("switched");
    return {};
}

Result<void> Releases::rollBack()
{
    const auto now = current();
    const auto before = previous();
    const auto manifest = before ? manifestOf(*before) : std::nullopt;
    if (pending())
        return {Fault::DeviceBusy, "provisioning: the last change has not proved itself yet"};
    if (!now || !manifest)
        return {Fault::NotFound, "provisioning: there is no release to go back to"};
    if (auto announced = writePending({*before, *now, 0, *manifest}); !announced)
        return announced;
    reach("announced");
    if (auto switched = point(*before); !switched)
        return switched;
    reach("switched");
    return {};
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

Result<void> Releases::revert()
{
    const auto open = pending();
    if (!open)
        return {};
    reach("reverting");
    if (open->from > 0) {
        if (auto switched = point(open->from); !switched)
            return switched;
    } else {
        ::unlink(QFile::encodeName(currentFolder()).constData());
        (void)flushFolder(m_folder);
    }
    reach("switched back");
    if (auto dropped = dropPending(); !dropped)
        return dropped;
    dropFailed(*open);
    return {};
}

/** One that staff went back to is kept: it was good before. */
void Releases::dropFailed(const Pending &pending) const
{
    if (pending.to > pending.from)
        QDir(releaseFolder(pending.to)).removeRecursively();
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
        dropFailed(*open);
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
