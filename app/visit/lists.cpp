// SPDX-License-Identifier: Apache-2.0
// What stands in the lists, and the chips above them.
#include "pages.h"
#include "visit_words.h"

#include <algorithm>

namespace yz {
namespace {

using Chip = ListView::Chip;
using Row = ListView::Row;

/** With "all of them" in front. */
constexpr std::size_t kMostChips = 5;

/** The codes in use: as the pack's table orders them, then the others as they come. */
template <class All, class CodeOf>
QStringList codesIn(const Catalogue &words, const char *table, const All &all, CodeOf codeOf)
{
    QStringList used;
    for (const auto &one : all) {
        if (const QString code = codeOf(one); !code.isEmpty() && !used.contains(code))
            used += code;
    }
    QStringList codes;
    if (const auto known = words.codes.find(QString::fromLatin1(table)); known != words.codes.end()) {
        for (const auto &[code, label] : known->second.entries) {
            if (used.removeOne(code))
                codes += code;
        }
    }
    return codes + used;
}

/** "All", then as many as there is room for; the one that is on is always among them. */
std::vector<Chip> chipsFor(const Catalogue &words, const char *table, QStringList codes, const QString &on)
{
    if (codes.size() < 2)
        return {};
    if (const auto at = codes.indexOf(on); at >= static_cast<qsizetype>(kMostChips) - 1)
        codes.move(at, kMostChips - 2);
    std::vector<Chip> chips = {{QString(), Said::tr("全部"), on.isEmpty()}};
    for (const auto &code : codes.mid(0, kMostChips - 1))
        chips.push_back({code, labelOf(words, table, code), code == on});
    return chips;
}

QStringList facts(std::initializer_list<QString> all)
{
    constexpr qsizetype kMostFacts = 3;
    QStringList said;
    std::copy_if(all.begin(), all.end(), std::back_inserter(said), [](const auto &one) { return !one.isEmpty(); });
    return said.mid(0, kMostFacts);
}

void listGuide(ListContents &list, const Catalogue &words, const ListStop &stop)
{
    list.title = Said::tr("办事指南");
    list.lead = Said::tr("想办什么事，点进去看要带什么、去哪里办。");
    list.chips =
        chipsFor(words, "item-group",
                 codesIn(words, "item-group", words.items, [](const auto &item) { return item.group; }), stop.chip);
    for (const auto &item : words.items) {
        if (!stop.chip.isEmpty() && item.group != stop.chip)
            continue;
        const auto materials =
            item.materials.isEmpty() ? QString() : Said::tr("带 %1 样材料").arg(item.materials.size());
        list.rows.push_back({item.id, item.title, facts({item.subtitle, materials, item.duration}),
                             words.forms.contains(item.service) ? Said::tr("这里能办") : QString()});
    }
}

void listKinds(ListContents &list, const Catalogue &words)
{
    list.title = Said::tr("找机构和人");
    list.lead = Said::tr("先选要找哪一类。");
    for (const auto &kind :
         codesIn(words, "institution-kind", words.institutions, [](const auto &one) { return one.kind; })) {
        const auto count = std::count_if(words.institutions.begin(), words.institutions.end(),
                                         [&](const auto &one) { return one.kind == kind; });
        list.rows.push_back({QStringLiteral("institutions/") + kind,
                             labelOf(words, "institution-kind", kind),
                             {Said::tr("%1 家").arg(count)},
                             {}});
    }
    for (const auto &role : codesIn(words, "person-role", words.people, [](const auto &one) { return one.role; })) {
        const auto count =
            std::count_if(words.people.begin(), words.people.end(), [&](const auto &one) { return one.role == role; });
        list.rows.push_back({QStringLiteral("people/") + role,
                             labelOf(words, "person-role", role),
                             {Said::tr("%1 人").arg(count)},
                             {}});
    }
}

void listInstitutions(ListContents &list, const Catalogue &words, const ListStop &stop)
{
    list.title = stop.chip.isEmpty() ? Said::tr("机构") : labelOf(words, "institution-kind", stop.chip);
    list.chips = chipsFor(
        words, "institution-kind",
        codesIn(words, "institution-kind", words.institutions, [](const auto &one) { return one.kind; }), stop.chip);
    for (const auto &one : words.institutions) {
        QStringList fields; // what an appraiser may do says more than when it is open
        for (const auto &code : one.fields)
            fields += labelOf(words, "appraisal-field", code);
        if (stop.chip.isEmpty() || one.kind == stop.chip)
            list.rows.push_back(
                {one.id, one.name, facts({fields.join(QStringLiteral("、")), one.address, one.phone, one.hours}), {}});
    }
}

void listPeople(ListContents &list, const Catalogue &words, const ListStop &stop)
{
    list.title = stop.chip.isEmpty() ? Said::tr("人员") : labelOf(words, "person-role", stop.chip);
    if (stop.of.isEmpty())
        list.chips =
            chipsFor(words, "person-role",
                     codesIn(words, "person-role", words.people, [](const auto &one) { return one.role; }), stop.chip);
    const auto nameOf = [&](const QString &institution) {
        const auto found = std::find_if(words.institutions.begin(), words.institutions.end(),
                                        [&](const auto &one) { return one.id == institution; });
        return found == words.institutions.end() ? QString() : found->name;
    };
    for (const auto &one : words.people) {
        if ((!stop.chip.isEmpty() && one.role != stop.chip) || (!stop.of.isEmpty() && one.institution != stop.of))
            continue;
        list.rows.push_back({one.id, one.name,
                             facts({nameOf(one.institution), one.skills.join(QStringLiteral("、")), one.duty}),
                             labelOf(words, "person-role", one.role)});
    }
}

void listLessons(ListContents &list, const Catalogue &words, const ListStop &stop)
{
    list.title = Said::tr("法治宣传");
    list.lead = Said::tr("身边的法律，一件一件讲清楚。");
    list.chips =
        chipsFor(words, "lesson-topic",
                 codesIn(words, "lesson-topic", words.lessons, [](const auto &one) { return one.topic; }), stop.chip);
    for (const auto &one : words.lessons) {
        if (stop.chip.isEmpty() || one.topic == stop.chip)
            list.rows.push_back({one.id, one.title, facts({one.lead}), {}});
    }
}

void listReferrals(ListContents &list, const Catalogue &words, const ListStop &stop)
{
    list.title = Said::tr("其他热线");
    list.lead = Said::tr("有些事归别的部门管，打这些电话更快。");
    const auto item =
        std::find_if(words.items.begin(), words.items.end(), [&](const auto &one) { return one.id == stop.of; });
    for (const auto &one : words.referrals) {
        if (item == words.items.end() || item->referrals.contains(one.id))
            list.rows.push_back({one.id, QStringLiteral("%1 %2").arg(one.number, one.title),
                                 facts({one.when, one.handles}), one.emergency ? Said::tr("紧急") : QString()});
    }
}

} // namespace

ListContents contentsOf(const Catalogue &words, const ListStop &stop)
{
    ListContents list;
    if (stop.topic == QLatin1String("guide"))
        listGuide(list, words, stop);
    else if (stop.topic == QLatin1String("find"))
        listKinds(list, words);
    else if (stop.topic == QLatin1String("institutions"))
        listInstitutions(list, words, stop);
    else if (stop.topic == QLatin1String("people"))
        listPeople(list, words, stop);
    else if (stop.topic == QLatin1String("lessons"))
        listLessons(list, words, stop);
    else
        listReferrals(list, words, stop);
    return list;
}

} // namespace yz
