// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/pack_fixture.h"

#include <QJsonArray>

#include <random>

namespace yz::test {

inline QString u(const char *text)
{
    return QString::fromUtf8(text);
}

inline std::vector<PackRow> county(int items)
{
    std::vector<PackRow> rows;
    for (int i = 0; i < items; ++i)
        rows.push_back(item(i, u("事项 %1").arg(i)));
    rows.push_back(row(u("law"), u("law-a@2020-01-01"),
                       {{u("title"), u("中华人民共和国某法")},
                        {u("short"), QJsonArray{u("某法")}},
                        {u("rank"), 2},
                        {u("jurisdiction"), u("000000")},
                        {u("issued"), u("2020-01-01")},
                        {u("validFrom"), u("2020-06-01")}}));
    for (int i = 1; i <= 3; ++i)
        rows.push_back(row(u("article"), u("law-a@2020-01-01/%1").arg(i, 4, 10, QLatin1Char('0')),
                           {{u("law"), u("law-a@2020-01-01")},
                            {u("rank"), 2},
                            {u("ordinal"), i},
                            {u("number"), u("第%1条").arg(i)},
                            {u("article"), i},
                            {u("suffix"), 0},
                            {u("section"), u("第一章")},
                            {u("text"), u("公民有第 %1 项权利。").arg(i)}}));
    return rows;
}

/** Some rows changed, gone and new, as an editor would. */
inline std::vector<PackRow> edited(std::vector<PackRow> rows, std::mt19937 &random)
{
    for (int edits = 1 + static_cast<int>(random() % 8); edits > 0; --edits) {
        const auto at = random() % rows.size();
        auto object = QJsonDocument::fromJson(rows[at].value).object();
        switch (rows[at].type == u("law") ? 9 : random() % 6) {
        case 0:
            if (rows[at].type != u("article"))
                rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
            break;
        case 1:
            rows.push_back(item(1000 + static_cast<int>(random() % 5000), u("新的事项")));
            break;
        case 2:
            object.remove(u("fee"));
            break;
        case 3:
            object.insert(u("note"), QJsonObject{{u("by"), static_cast<int>(random() % 9)}});
            break;
        case 4:
            object.insert(u("empty"), QJsonValue::Null); // which no patch can say
            break;
        default:
            object.insert(rows[at].type == u("article") ? u("text") : u("title"), u("改了 %1 次").arg(random() % 1000));
        }
        if (at < rows.size() && rows[at].type != u("law") && !object.isEmpty() &&
            (rows[at].type != u("article") || object.contains(u("text"))))
            rows[at].value = QJsonDocument(object).toJson(QJsonDocument::Compact);
    }
    std::sort(rows.begin(), rows.end(),
              [](const auto &a, const auto &b) { return a.type != b.type ? a.type < b.type : a.id < b.id; });
    rows.erase(std::unique(rows.begin(), rows.end(),
                           [](const auto &a, const auto &b) { return a.type == b.type && a.id == b.id; }),
               rows.end());
    return rows;
}

inline std::vector<PackRow> wordsOf(std::vector<PackRow> rows)
{
    std::erase_if(rows, [](const auto &one) { return one.type == u("law") || one.type == u("article"); });
    std::sort(rows.begin(), rows.end(),
              [](const auto &a, const auto &b) { return a.type != b.type ? a.type < b.type : a.id < b.id; });
    return rows;
}

} // namespace yz::test
