// SPDX-License-Identifier: Apache-2.0
#include "words/catalogue.h"

#include "catalogue_links.h"
#include "catalogue_rows.h"

#include <algorithm>

namespace yz {
namespace {

template <class Kind>
void push(std::vector<Kind> &all, const PackRow &row, Kind value)
{
    value.id = row.id;
    all.push_back(std::move(value));
}

void take(Catalogue &catalogue, RowReader &reader, const PackRow &row)
{
    if (row.type == QLatin1String("form")) {
        auto form = reader.form();
        const QString service = form.service;
        if (service != row.id)
            reader.refuse("service", "is not the row's id");
        catalogue.forms.insert_or_assign(service, std::move(form));
    } else if (row.type == QLatin1String("item")) {
        push(catalogue.items, row, reader.item());
    } else if (row.type == QLatin1String("org")) {
        push(catalogue.institutions, row, reader.institution());
    } else if (row.type == QLatin1String("person")) {
        push(catalogue.people, row, reader.person());
    } else if (row.type == QLatin1String("referral")) {
        push(catalogue.referrals, row, reader.referral());
    } else if (row.type == QLatin1String("lesson")) {
        push(catalogue.lessons, row, reader.lesson());
    } else if (row.type == QLatin1String("tree")) {
        catalogue.tree = reader.tree();
    } else if (row.type == QLatin1String("template")) {
        auto sheet = reader.sheet();
        sheet.id = row.id;
        catalogue.templates.insert_or_assign(row.id, std::move(sheet));
    } else if (row.type == QLatin1String("code")) {
        auto table = reader.codes();
        table.id = row.id;
        catalogue.codes.insert_or_assign(row.id, std::move(table));
    }
}

bool isWords(const QString &type)
{
    static const QStringList types = {QStringLiteral("form"),   QStringLiteral("item"),     QStringLiteral("org"),
                                      QStringLiteral("person"), QStringLiteral("referral"), QStringLiteral("lesson"),
                                      QStringLiteral("tree"),   QStringLiteral("template"), QStringLiteral("code")};
    return types.contains(type);
}

Error named(const PackRow &row, const Error &error)
{
    return {error.fault, row.type.toStdString() + " " + row.id.toStdString() + ": " + error.detail};
}

/** Rows come sorted by id; what a citizen sees stands in the order the county gave. */
void arrange(Catalogue &catalogue, const std::map<QString, int> &places)
{
    const auto before = [&](const QString &a, const QString &b) {
        const auto first = places.find(a);
        const auto second = places.find(b);
        const int left = first == places.end() ? 0 : first->second;
        const int right = second == places.end() ? 0 : second->second;
        return left != right ? left < right : a < b;
    };
    const auto sort = [&](auto &all, const char *type) {
        std::sort(all.begin(), all.end(), [&](const auto &a, const auto &b) {
            return before(QLatin1String(type) + a.id, QLatin1String(type) + b.id);
        });
    };
    sort(catalogue.items, "item ");
    sort(catalogue.institutions, "org ");
    sort(catalogue.people, "person ");
    sort(catalogue.referrals, "referral ");
    sort(catalogue.lessons, "lesson ");
}

} // namespace

Result<void> judgeRow(const PackRow &row)
{
    if (!isWords(row.type))
        return {};
    for (const auto language : {Language::Chinese, Language::English}) {
        Catalogue alone;
        RowReader reader(row.value, language);
        take(alone, reader, row);
        if (reader.problem())
            return named(row, *reader.problem());
    }
    return {};
}

Result<Catalogue> readCatalogue(const std::vector<PackRow> &rows, Language language, PackVersion version)
{
    Catalogue catalogue;
    catalogue.version = std::move(version);
    std::map<QString, int> places;
    for (const auto &row : rows) {
        if (!isWords(row.type))
            continue;
        RowReader reader(row.value, language);
        take(catalogue, reader, row);
        if (reader.problem())
            return named(row, *reader.problem());
        places[row.type + QLatin1Char(' ') + row.id] = reader.place();
    }
    arrange(catalogue, places);
    offerFromTables(catalogue);
    if (auto whole = checkLinks(catalogue); !whole)
        return whole.error();
    return catalogue;
}

Result<Catalogues> readCatalogues(const std::vector<PackRow> &rows, const PackVersion &version)
{
    auto chinese = readCatalogue(rows, Language::Chinese, version);
    if (!chinese)
        return chinese.error();
    auto english = readCatalogue(rows, Language::English, version);
    if (!english)
        return english.error();
    return Catalogues{*std::move(chinese), *std::move(english)};
}

} // namespace yz
