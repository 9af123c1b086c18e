// SPDX-License-Identifier: Apache-2.0
#include "changes.h"

#include "provisioning/settings_rows.h"
#include "provisioning/trust.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMostShown = 100;
constexpr qsizetype kFingerprint = 8; ///< bytes of SHA-256

QString fingerprintOf(const QString &text)
{
    const auto digest = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    return u"指纹 %1"_s.arg(QString::fromLatin1(digest.first(kFingerprint).toHex()));
}

struct Named
{
    const char *key;
    const char16_t *word;
};
constexpr std::array kWords = {Named{"terminal", u"终端编号"},
                               Named{"place", u"地点名称"},
                               Named{"region", u"地区"},
                               Named{"hub.url", u"平台地址"},
                               Named{"catalogue.region", u"服务事项的地区"},
                               Named{"paperDots", u"回执纸宽（点）"},
                               Named{"pagePrinter", u"A4 打印机"},
                               Named{"voice", u"语音程序"},
                               Named{"screen.width", u"屏幕宽（像素）"},
                               Named{"screen.height", u"屏幕高（像素）"},
                               Named{"screen.millimetresPerPixel", u"屏幕每像素毫米"},
                               Named{"documentCamera.device", u"高拍仪"},
                               Named{"dataDirectory", u"数据目录"},
                               Named{"keyFile", u"存储密钥在哪里"},
                               Named{"staff", u"工作人员名单"},
                               Named{"catalogue.publishers", u"服务事项的发布人"},
                               Named{"catalogue.askEverySeconds", u"多久问一次有没有更新（秒）"},
                               Named{"hub.ca", u"平台证书的颁发者"},
                               Named{"hub.certificate", u"本机证书"},
                               Named{"hub.key", u"本机私钥在哪里"},
                               Named{"hub.receiptKey", u"平台签回执的公钥"},
                               Named{"hub.exportKey", u"U盘导出工单用的公钥"},
                               Named{"hub.firstPassSpreadSeconds", u"开机后错开补传（秒）"},
                               Named{"call.program", u"通话程序"},
                               Named{"call.video", u"通话的画面从哪里来"},
                               Named{"call.audio", u"通话的声音从哪里来"},
                               Named{"call.speaker", u"通话的声音到哪里去"}};

QString wordOf(const QString &key)
{
    for (const Named &named : kWords)
        if (key == QLatin1String(named.key))
            return QString::fromUtf16(named.word);
    return key;
}

/** Whoever publishes a catalogue is known by name; of a key nobody reads more than a fingerprint. */
QString publisherIn(const QJsonObject &publisher)
{
    return u"%1（%2）"_s.arg(publisher.value("kid"_L1).toString(), fingerprintOf(publisher.value("key"_L1).toString()));
}

QString textOf(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList each;
        for (const auto &one : value.toArray())
            each += one.isObject() ? publisherIn(one.toObject()) : textOf(one);
        return each.join(u"、"_s);
    }
    if (value.isBool())
        return value.toBool() ? u"是"_s : u"否"_s;
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 12);
    return value.toString();
}

/** Whole, or its beginning and what tells it from any other that begins so: a change at the end is a change. */
QString shown(const QString &text)
{
    if (text.size() <= kMostShown)
        return text;
    return text.first(kMostShown) + u"……（%1）"_s.arg(fingerprintOf(text));
}

void flatten(const QString &prefix, const QJsonObject &object, std::vector<SettingRow> &rows)
{
    for (auto each = object.begin(); each != object.end(); ++each) {
        const QString key = prefix.isEmpty() ? each.key() : prefix + u'.' + each.key();
        if (each.value().isObject())
            flatten(key, each.value().toObject(), rows);
        else
            rows.push_back({wordOf(key), shown(textOf(each.value()))});
    }
}

QString valueOf(const std::vector<SettingRow> &rows, const QString &name)
{
    for (const SettingRow &row : rows)
        if (row.name == name)
            return row.value;
    return u"（没有）"_s;
}

void addSettings(const QByteArray &before, const QByteArray &after, QStringList &changes)
{
    const auto old = settingsIn(before);
    const auto fresh = settingsIn(after);
    for (const SettingRow &row : fresh)
        if (valueOf(old, row.name) != row.value)
            changes += old.empty() ? u"%1：%2"_s.arg(row.name, row.value)
                                   : u"%1：%2 改为 %3"_s.arg(row.name, valueOf(old, row.name), row.value);
    for (const SettingRow &row : old)
        if (valueOf(fresh, row.name) == u"（没有）"_s)
            changes += u"%1：%2 去掉"_s.arg(row.name, row.value);
}

qsizetype staffIn(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object().value("staff"_L1).toArray().size();
}

std::vector<TrustedKey> keysIn(const QByteArray &json)
{
    auto keys = parseTrust(json);
    return keys ? *std::move(keys) : std::vector<TrustedKey>();
}

/** Who stands in `some` under a name that `others` do not have. */
QStringList onlyIn(const std::vector<TrustedKey> &some, const std::vector<TrustedKey> &others)
{
    QStringList issuers;
    for (const TrustedKey &key : some)
        if (std::none_of(others.begin(), others.end(), [&](const auto &one) { return one.kid == key.kid; }))
            issuers += u"%1（%2）"_s.arg(key.issuer, QString::fromLatin1(key.kid));
    return issuers;
}

void addTrust(const QByteArray &before, const QByteArray &after, QStringList &changes)
{
    const auto old = keysIn(before);
    const auto fresh = keysIn(after);
    if (const auto more = onlyIn(fresh, old); !more.isEmpty())
        changes += u"以后也相信%1的签名"_s.arg(more.join(u"、"_s));
    if (const auto gone = onlyIn(old, fresh); !gone.isEmpty())
        changes += u"以后不再相信%1的签名"_s.arg(gone.join(u"、"_s));
    for (const TrustedKey &key : fresh)
        for (const TrustedKey &one : old)
            if (one.kid == key.kid && one != key)
                changes +=
                    u"%1（%2）的签名：钥匙、名称、能签的或管的地区改了"_s.arg(key.issuer, QString::fromLatin1(key.kid));
}

} // namespace

std::vector<SettingRow> settingsIn(const QByteArray &terminalJson)
{
    std::vector<SettingRow> rows;
    flatten({}, QJsonDocument::fromJson(terminalJson).object(), rows);
    return rows;
}

QStringList changesBetween(const std::map<QString, QByteArray> &before, const Bundle &bundle)
{
    QStringList changes;
    bool hasIdentity = false;
    bool hasCatalogue = false;
    for (const BundleFile &file : bundle.files) {
        const auto found = before.find(file.name);
        const QByteArray old = found == before.end() ? QByteArray() : found->second;
        hasIdentity = hasIdentity || (file.component == Component::Identity && old != file.bytes);
        hasCatalogue = hasCatalogue || file.component == Component::Catalogue;
        if (file.component == Component::Configuration)
            addSettings(old, file.bytes, changes);
        else if (file.component == Component::Staff && old != file.bytes)
            changes += u"工作人员名单：%1 人改为 %2 人"_s.arg(staffIn(old)).arg(staffIn(file.bytes));
        else if (file.component == Component::Trust)
            addTrust(old, file.bytes, changes);
    }
    if (hasIdentity)
        changes += u"本机证书：换成新签发的"_s;
    if (hasCatalogue)
        changes += u"服务事项和法律：换成U盘上的这一版，另由发布人的签名把关"_s;
    if (changes.isEmpty())
        changes += u"和现在的一样，没有什么会变"_s;
    return changes;
}

} // namespace yz::provisioning
