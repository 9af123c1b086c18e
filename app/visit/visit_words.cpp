// SPDX-License-Identifier: Apache-2.0
#include "visit_words.h"

#include <words/work_order.h>

#include <map>

namespace yz {
namespace {

using namespace std::chrono_literals;

constexpr auto kOld = std::chrono::hours(7 * 24);
constexpr auto kTooOld = std::chrono::hours(30 * 24);

/** What the network's kinds are called where a pack brings no table of its own. */
const char *knownLabel(const QString &code)
{
    static const std::map<QString, const char *> words = {
        {QStringLiteral("legal-aid-centre"), QT_TRANSLATE_NOOP("Said", "法律援助机构")},
        {QStringLiteral("mediation-committee"), QT_TRANSLATE_NOOP("Said", "人民调解委员会")},
        {QStringLiteral("notary-office"), QT_TRANSLATE_NOOP("Said", "公证机构")},
        {QStringLiteral("appraisal-institution"), QT_TRANSLATE_NOOP("Said", "司法鉴定机构")},
        {QStringLiteral("law-firm"), QT_TRANSLATE_NOOP("Said", "律师事务所")},
        {QStringLiteral("service-centre"), QT_TRANSLATE_NOOP("Said", "公共法律服务中心")},
        {QStringLiteral("lawyer"), QT_TRANSLATE_NOOP("Said", "律师")},
        {QStringLiteral("notary"), QT_TRANSLATE_NOOP("Said", "公证员")},
        {QStringLiteral("mediator"), QT_TRANSLATE_NOOP("Said", "人民调解员")},
        {QStringLiteral("appraiser"), QT_TRANSLATE_NOOP("Said", "司法鉴定人")},
        {QStringLiteral("legal-worker"), QT_TRANSLATE_NOOP("Said", "基层法律服务工作者")},
    };
    const auto found = words.find(code);
    return found == words.end() ? nullptr : found->second;
}

} // namespace

QString labelOf(const Catalogue &words, const char *table, const QString &code)
{
    if (const auto codes = words.codes.find(QString::fromLatin1(table)); codes != words.codes.end()) {
        for (const auto &[known, label] : codes->second.entries) {
            if (known == code)
                return label;
        }
    }
    const auto *label = knownLabel(code);
    return label == nullptr ? code : Said::tr(label);
}

QDate dateOf(WallTime wall)
{
    return QDate::fromString(chinaTime(wall).left(10), Qt::ISODate);
}

AgeNotice noticeOf(const PackVersion &version, WallTime now)
{
    using Age = AgeNotice::Age;
    if (version.created == WallTime{})
        return {Age::Fresh, Said::tr("这是随机器带来的资料，请向工作人员确认。")};
    const auto age = now - version.created;
    const QString since = chinaTime(version.created).left(10);
    if (age > kTooOld)
        return {Age::TooOld, Said::tr("数据截至 %1，超过 30 天没有更新，可能已经变了。请向律师确认。").arg(since)};
    if (age > kOld)
        return {Age::Old, Said::tr("注意：数据截至 %1，超过 7 天没有更新。").arg(since)};
    return {Age::Fresh, Said::tr("数据截至 %1。").arg(since)};
}

} // namespace yz
