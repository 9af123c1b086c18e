// SPDX-License-Identifier: Apache-2.0
#include "catalogue_links.h"

#include <QSet>

#include <algorithm>
#include <iterator>

namespace yz {
namespace {

constexpr std::size_t kMostOffered = 40;

using Option = Question::Option;

std::vector<Option> optionsOfTable(const Catalogue &catalogue, const QString &id)
{
    std::vector<Option> options;
    if (const auto table = catalogue.codes.find(id); table != catalogue.codes.end()) {
        for (const auto &[code, label] : table->second.entries)
            options.push_back({code, label, {}, false, false, {}});
    }
    return options;
}

/** Institutions of a kind; each offered only where what it may do was asked for, if the question says so. */
std::vector<Option> optionsOfKind(const Catalogue &catalogue, const Question &question, const QString &kind)
{
    std::vector<Option> options;
    for (const auto &place : catalogue.institutions) {
        if (place.kind != kind)
            continue;
        Option option{place.id, place.name, place.address, false, false, {}};
        if (!question.filteredBy.isEmpty())
            option.conditions.push_back({question.filteredBy, place.fields});
        options.push_back(std::move(option));
    }
    return options;
}

class LinkCheck
{
public:
    explicit LinkCheck(const Catalogue &catalogue) : m_catalogue(catalogue)
    {
        for (const auto &place : catalogue.institutions) {
            m_places.insert(place.id);
            m_kinds.insert(place.kind);
        }
        for (const auto &item : catalogue.items)
            m_items.insert(item.id);
        for (const auto &line : catalogue.referrals)
            m_referrals.insert(line.id);
        for (const auto &lesson : catalogue.lessons)
            m_lessons.insert(lesson.id);
    }

    Result<void> run()
    {
        forms();
        items();
        others();
        tree();
        if (m_problem.empty())
            return {};
        return {Fault::DataMalformed, m_problem};
    }

private:
    void need(bool there, const QString &who, const QString &what)
    {
        if (!there && m_problem.empty())
            m_problem = who.toStdString() + ": " + what.toStdString();
    }
    bool isCode(const char *table, const QString &code) const
    {
        const auto found = m_catalogue.codes.find(QLatin1String(table));
        return found != m_catalogue.codes.end() &&
               std::any_of(found->second.entries.begin(), found->second.entries.end(),
                           [&](const auto &entry) { return entry.first == code; });
    }
    bool isService(const QString &service) const
    {
        return m_catalogue.forms.count(service) == 1 || service == QLatin1String("laws") ||
               service == QLatin1String("guide");
    }

    void forms()
    {
        for (const auto &[service, form] : m_catalogue.forms) {
            for (const auto &page : form.pages) {
                for (const auto &question : page.questions)
                    need(question.offersFrom.isEmpty() || !question.options.empty(), QStringLiteral("form ") + service,
                         QStringLiteral("question %1 offers from %2, where nothing is")
                             .arg(question.field, question.offersFrom));
            }
        }
    }

    void items()
    {
        for (const auto &item : m_catalogue.items) {
            const QString who = QStringLiteral("item ") + item.id;
            need(isCode("item-group", item.group), who, QStringLiteral("group %1 is in no table").arg(item.group));
            need(item.service.isEmpty() || isService(item.service), who,
                 QStringLiteral("there is no service %1").arg(item.service));
            need(item.institution.isEmpty() || m_kinds.contains(item.institution), who,
                 QStringLiteral("there is no institution of the kind %1").arg(item.institution));
            for (const auto &line : item.referrals)
                need(m_referrals.contains(line), who, QStringLiteral("there is no referral %1").arg(line));
        }
    }

    void others()
    {
        for (const auto &place : m_catalogue.institutions) {
            const QString who = QStringLiteral("org ") + place.id;
            need(isCode("institution-kind", place.kind), who, QStringLiteral("kind %1 is in no table").arg(place.kind));
            for (const auto &field : place.fields)
                need(isCode("appraisal-field", field), who, QStringLiteral("field %1 is in no table").arg(field));
        }
        for (const auto &person : m_catalogue.people) {
            const QString who = QStringLiteral("person ") + person.id;
            need(isCode("person-role", person.role), who, QStringLiteral("role %1 is in no table").arg(person.role));
            need(m_places.contains(person.institution), who,
                 QStringLiteral("there is no institution %1").arg(person.institution));
        }
        for (const auto &lesson : m_catalogue.lessons)
            need(isCode("lesson-topic", lesson.topic), QStringLiteral("lesson ") + lesson.id,
                 QStringLiteral("topic %1 is in no table").arg(lesson.topic));
    }

    bool leadsSomewhere(const QString &to) const
    {
        const QString what = to.section(QLatin1Char(':'), 0, 0);
        const QString id = to.section(QLatin1Char(':'), 1);
        static const QStringList lists = {QStringLiteral("guide"),        QStringLiteral("find"),
                                          QStringLiteral("institutions"), QStringLiteral("people"),
                                          QStringLiteral("lessons"),      QStringLiteral("referrals")};
        return to == QLatin1String("human") || (what == QLatin1String("node") && m_catalogue.tree.nodes.count(id)) ||
               (what == QLatin1String("service") && isService(id)) ||
               (what == QLatin1String("item") && m_items.contains(id)) ||
               (what == QLatin1String("lesson") && m_lessons.contains(id)) ||
               (what == QLatin1String("referral") && m_referrals.contains(id)) ||
               (what == QLatin1String("list") && lists.contains(id.section(QLatin1Char('/'), 0, 0)));
    }

    /** Depth first from `id`; who comes back to where they were would walk for ever. */
    void walk(const QString &id, QStringList &path)
    {
        const auto node = m_catalogue.tree.nodes.find(id);
        if (node == m_catalogue.tree.nodes.end() || m_walked.contains(id) || !m_problem.empty())
            return;
        path += id;
        for (const auto &option : node->second.options) {
            if (!option.to.startsWith(QLatin1String("node:")))
                continue;
            const QString next = option.to.mid(5);
            need(!path.contains(next), QStringLiteral("tree"), QStringLiteral("%1 leads back to %2").arg(id, next));
            if (m_problem.empty())
                walk(next, path);
        }
        path.removeLast();
        m_walked.insert(id);
    }

    void tree()
    {
        const auto &tree = m_catalogue.tree;
        if (tree.nodes.empty())
            return;
        need(tree.nodes.count(tree.root) == 1, QStringLiteral("tree"),
             QStringLiteral("there is no node %1").arg(tree.root));
        for (const auto &[id, node] : tree.nodes) {
            for (const auto &option : node.options)
                need(leadsSomewhere(option.to), QStringLiteral("tree"),
                     QStringLiteral("node %1: \"%2\" leads nowhere").arg(id, option.to));
        }
        QStringList path;
        walk(tree.root, path);
        for (const auto &[id, node] : tree.nodes)
            need(m_walked.contains(id), QStringLiteral("tree"), QStringLiteral("nothing leads to node %1").arg(id));
    }

    const Catalogue &m_catalogue;
    QSet<QString> m_places;
    QSet<QString> m_kinds;
    QSet<QString> m_items;
    QSet<QString> m_referrals;
    QSet<QString> m_lessons;
    QSet<QString> m_walked;
    std::string m_problem;
};

} // namespace

void offerFromTables(Catalogue &catalogue)
{
    for (auto &[service, form] : catalogue.forms) {
        for (auto &page : form.pages) {
            for (auto &question : page.questions) {
                const QString what = question.offersFrom.section(QLatin1Char(':'), 0, 0);
                const QString id = question.offersFrom.section(QLatin1Char(':'), 1);
                auto offered = what == QLatin1String("code")  ? optionsOfTable(catalogue, id)
                               : what == QLatin1String("org") ? optionsOfKind(catalogue, question, id)
                                                              : std::vector<Option>{};
                if (offered.size() > kMostOffered)
                    offered.resize(kMostOffered);
                question.options.insert(question.options.begin(), std::make_move_iterator(offered.begin()),
                                        std::make_move_iterator(offered.end()));
            }
        }
    }
}

Result<void> checkLinks(const Catalogue &catalogue)
{
    return LinkCheck(catalogue).run();
}

} // namespace yz
