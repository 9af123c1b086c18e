// SPDX-License-Identifier: Apache-2.0
// The sample county, and what is refused of any.
#include "built_in_forms.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace yz;

namespace {

std::vector<PackRow> rows()
{
    return *builtInRows();
}

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

/** The rows with one changed. */
std::vector<PackRow> with(const QString &type, const QString &id, const std::function<void(QJsonObject &)> &change)
{
    auto all = rows();
    for (auto &row : all) {
        if (row.type != type || row.id != id)
            continue;
        auto object = QJsonDocument::fromJson(row.value).object();
        change(object);
        row.value = QJsonDocument(object).toJson(QJsonDocument::Compact);
        return all;
    }
    qFatal("no such row");
}

/** All ways through a form: every option of every question is chosen at least once. */
void walk(const FormPack &form, FormAnswers answers, const QString &upTo, int &paths)
{
    const auto asked = questionsFor(form, answers);
    const auto next = std::find_if(asked.begin(), asked.end(), [&](const auto *question) {
        return answers.find(question->field) == answers.end();
    });
    if (next == asked.end() || paths > 400) {
        ++paths;
        return;
    }
    const Question &question = **next;
    QVERIFY2(!question.title.isEmpty(), qPrintable(upTo));
    if (question.options.empty()) {
        answers[question.field] = QStringList(question.kind == QuestionKind::Phone ? u("13800000000") : u("1"));
        return walk(form, answers, question.field, paths);
    }
    const auto options = optionsFor(question, answers);
    QVERIFY2(!options.empty(), qPrintable(form.service + u(": nothing to choose at ") + question.field));
    for (const auto &option : options) {
        answers[question.field] = QStringList(option.value);
        walk(form, answers, question.field, paths);
    }
}

} // namespace

class CatalogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSampleCounty_isWholeInBothLanguages()
    {
        for (const auto language : {Language::Chinese, Language::English}) {
            const auto county = builtInCatalogue(language);
            QCOMPARE(county.forms.size(), std::size_t(8));
            QVERIFY(county.items.size() >= 29 && county.institutions.size() >= 30 && county.people.size() >= 30);
            QVERIFY(county.referrals.size() >= 10 && county.lessons.size() >= 20 && county.tree.nodes.size() >= 25);
        }
        QCOMPARE(builtInCatalogue().forms.at(u("mediation")).title, u("人民调解申请"));
        QCOMPARE(builtInCatalogue(Language::English).forms.at(u("mediation")).title, u("Mediation"));
        QCOMPARE(builtInCatalogue().referrals.front().number, u("110")); // in the county's order
    }

    void everyRow_isUnderstoodAlone_andHasItsEnglish()
    {
        for (const auto &row : rows()) {
            const auto judged = judgeRow(row);
            QVERIFY2(judged, judged ? "" : judged.error().detail.c_str());
            const auto missing = untranslated(row.value);
            QVERIFY2(missing.isEmpty(), qPrintable(row.type + u(" ") + row.id + u(": ") + missing.join(u(" | "))));
        }
    }

    void everyForm_canBeWalkedToItsEnd_whateverIsChosen()
    {
        for (const auto &[service, form] : builtInForms()) {
            int paths = 0;
            walk(form, {}, service, paths);
            QVERIFY(paths > 0);
        }
    }

    void onlyInstitutionsThatMayDoIt_areOffered()
    {
        const auto form = builtInForms().at(u("appraisal"));
        FormAnswers answers{{u("field"), QStringList(u("forensic-dna"))}};
        const auto asked = questionsFor(form, answers);
        const auto where = std::find_if(asked.begin(), asked.end(),
                                        [](const auto *question) { return question->field == u("institution"); });
        QVERIFY(where != asked.end());
        const auto options = optionsFor(**where, answers);
        QCOMPARE(options.size(), std::size_t(2));
        QCOMPARE(options[0].value, u("appraisal.bohua"));
        QCOMPARE(options[1].value, u("any")); // there is always somebody to ask
    }

    void namesOfServices_standOnOneLine()
    {
        for (const auto &[service, form] : builtInForms())
            QVERIFY2(form.title.size() <= 6, qPrintable(form.title));
    }

    void whatLeadsNowhere_isRefused_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("said");
        QTest::newRow("an item for a service that is not there")
            << u("item") << u("divorce") << u("service") << u("weddings")
            << u("item divorce: there is no service weddings");
        QTest::newRow("an item of a group that is in no table")
            << u("item") << u("divorce") << u("group") << u("parties")
            << u("item divorce: group parties is in no table");
        QTest::newRow("a person of an institution that is not there")
            << u("person") << u("person.01") << u("institution") << u("nowhere")
            << u("person person.01: there is no institution nowhere");
        QTest::newRow("an institution of an unknown kind")
            << u("org") << u("aid.yunxi") << u("kind") << u("castle") << u("org aid.yunxi: kind castle is in no table");
        QTest::newRow("a lesson of no topic")
            << u("lesson") << u("land") << u("topic") << u("moon") << u("lesson land: topic moon is in no table");
        QTest::newRow("a tree whose root is missing")
            << u("tree") << u("help") << u("root") << u("nowhere") << u("tree: there is no node nowhere");
    }
    void whatLeadsNowhere_isRefused()
    {
        QFETCH(QString, type);
        QFETCH(QString, id);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, said);
        const auto read =
            readCatalogue(with(type, id, [&](QJsonObject &row) { row[key] = value; }), Language::Chinese, {});
        QVERIFY(!read);
        QCOMPARE(read.fault(), Fault::DataMalformed);
        QCOMPARE(QString::fromStdString(read.error().detail), said);
    }

    void malformedRows_areNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("said");
        QTest::newRow("not JSON") << QByteArray("{") << u("is not JSON");
        QTest::newRow("an array") << QByteArray("[]") << u("is not an object");
        QTest::newRow("no title") << QByteArray(R"({"number":"1","handles":"h","when":"w"})")
                                  << u("$.title must be a text");
        QTest::newRow("a key nobody knows")
            << QByteArray(R"({"number":"1","title":"t","handles":"h","when":"w","x":1})") << u("does not know");
        QTest::newRow("a translation that is a number")
            << QByteArray(R"({"number":"1","title":"t","handles":"h","when":"w","en":{"t":1}})")
            << u("$.en has a translation");
        QTest::newRow("too long")
            << QByteArray("{\"number\":\"111111111111111111111\",\"title\":\"t\",\"handles\":\"h\",\"when\":\"w\"}")
            << u("$.number is longer than 20");
        QTest::newRow("too large") << QByteArray(300 * 1024, ' ') << u("is larger than");
    }
    void malformedRows_areNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, said);
        const auto judged = judgeRow({u("referral"), u("x"), json});
        QVERIFY(!judged);
        QCOMPARE(judged.fault(), Fault::DataMalformed);
        QVERIFY2(QString::fromStdString(judged.error().detail).contains(said), judged.error().detail.c_str());
    }

    void aTreeThatLeadsBack_isRefused()
    {
        const auto around = with(u("tree"), u("help"), [](QJsonObject &row) {
            const QByteArray text = QJsonDocument(row).toJson(QJsonDocument::Compact);
            row = QJsonDocument::fromJson(QByteArray(text).replace("lesson:violence", "node:danger")).object();
        });
        const auto read = readCatalogue(around, Language::Chinese, {});
        QVERIFY(!read);
        QCOMPARE(read.error().detail, std::string("tree: protect leads back to danger"));
    }

    void whatHasNoEnglish_isShownInChinese()
    {
        const auto partly = with(u("referral"), u("110"), [](QJsonObject &row) {
            auto words = row[u("en")].toObject();
            words.remove(u("报警"));
            row[u("en")] = words;
        });
        const auto county = readCatalogue(partly, Language::English, {});
        QVERIFY(county);
        QCOMPARE(county->referrals.front().title, u("报警"));
        QCOMPARE(untranslated(R"({"title":"报警"})"), QStringList(u("报警")));
    }
};

QTEST_GUILESS_MAIN(CatalogueTest)
#include "tst_catalogue.moc"
