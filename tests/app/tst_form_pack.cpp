// SPDX-License-Identifier: Apache-2.0
#include "built_in_forms.h"

#include <words/form_pack.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using namespace yz;

namespace {

FormPack legalAid()
{
    return builtInForms().at(QStringLiteral("legal-aid"));
}

const Question &questionOf(const FormPack &pack, const QString &field)
{
    for (const auto &page : pack.pages) {
        for (const auto &question : page.questions) {
            if (question.field == field)
                return question;
        }
    }
    qFatal("no such question");
}

QStringList fieldsOf(const std::vector<const Question *> &questions)
{
    QStringList fields;
    for (const auto *question : questions)
        fields += question->field;
    return fields;
}

QJsonObject smallPack()
{
    return QJsonDocument::fromJson(R"({"schema":1,"id":"form.t","version":"1","service":"t","title":"试","lead":"l",
        "points":[],"sources":[],"need":[],"promise":"p","pledge":"p","slipNotes":[],
        "timeline":[{"title":"a","when":"b"}],
        "pages":[{"title":"页","questions":[{"field":"a","kind":"text","title":"t","maxLength":5}]}]})")
        .object();
}

} // namespace

class FormPackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBuiltInPack_isValidAndCitesTheLaw()
    {
        const auto pack = legalAid();
        QCOMPARE(pack.service, QStringLiteral("legal-aid"));
        QVERIFY(pack.sources.join(QString()).contains(QStringLiteral("第四十三条")));
        QVERIFY(pack.promise.contains(QStringLiteral("7 日")));
    }

    void hardshipQuestions_areOnlyAskedOfThoseWhoAreNotExempt()
    {
        const auto pack = legalAid();
        FormAnswers answers{{QStringLiteral("exempt"), {QStringLiteral("relief")}}};
        QVERIFY(!fieldsOf(questionsFor(pack, answers)).contains(QStringLiteral("monthly-income")));
        answers[QStringLiteral("exempt")] = QStringList{QStringLiteral("none")};
        QVERIFY(fieldsOf(questionsFor(pack, answers)).contains(QStringLiteral("monthly-income")));
    }

    void badAnswers_areExplainedInASentence_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QStringList>("value");
        QTest::addColumn<bool>("isFine");
        const auto row = [](const char *name, const char *field, const QStringList &value, bool isFine) {
            QTest::newRow(name) << QString::fromLatin1(field) << value << isFine;
        };
        row("nothing chosen", "matter", {}, false);
        row("an option that does not exist", "matter", {QStringLiteral("moon")}, false);
        row("two where one is asked", "matter", {QStringLiteral("wages"), QStringLiteral("injury")}, false);
        row("one", "matter", {QStringLiteral("wages")}, true);
        row("several exemptions", "exempt", {QStringLiteral("relief"), QStringLiteral("migrant-worker")}, true);
        row("none of them and one of them", "exempt", {QStringLiteral("relief"), QStringLiteral("none")}, false);
        row("letters for a number", "household-size", {QStringLiteral("三")}, false);
        row("a number too long", "household-size", {QStringLiteral("123")}, false);
        row("a number", "household-size", {QStringLiteral("3")}, true);
        row("a mobile number", "phone", {QStringLiteral("13812345678")}, true);
        row("a mobile number one short", "phone", {QStringLiteral("1381234567")}, false);
        row("a fixed line with its area code", "phone", {QStringLiteral("045112345678")}, true);
        row("optional and left out", "opponent", {}, true);
        row("only blanks where words are needed", "facts", {QStringLiteral("  ")}, false);
    }
    void badAnswers_areExplainedInASentence()
    {
        QFETCH(QString, field);
        QFETCH(QStringList, value);
        QFETCH(bool, isFine);
        const auto pack = legalAid();
        const auto problem = problemWith(questionOf(pack, field), value);
        QCOMPARE(problem.isEmpty(), isFine);
    }

    void aBrokenPack_isRefusedWithThePlaceThatBreaksIt_data()
    {
        using Break = std::function<void(QJsonObject &)>;
        QTest::addColumn<Break>("breakIt");
        QTest::addColumn<QByteArray>("place");
        const auto set = [](const char *key, const QJsonValue &value) {
            return Break([=](QJsonObject &pack) { pack[QLatin1String(key)] = value; });
        };
        const auto question = [](const QJsonObject &replacement) {
            return Break([=](QJsonObject &pack) {
                pack[QStringLiteral("pages")] =
                    QJsonArray{QJsonObject{{QStringLiteral("title"), QStringLiteral("页")},
                                           {QStringLiteral("questions"), QJsonArray{replacement}}}};
            });
        };
        const auto json = [](const char *text) { return QJsonDocument::fromJson(text).object(); };
        QTest::newRow("another schema") << set("schema", 2) << QByteArray("$.schema");
        QTest::newRow("a service code with a slash")
            << set("service", QStringLiteral("../x")) << QByteArray("$.service");
        QTest::newRow("no pages") << set("pages", QJsonArray()) << QByteArray("$.pages");
        QTest::newRow("a title that is a number") << set("title", 3) << QByteArray("$.title");
        QTest::newRow("an unknown key") << set("colour", QStringLiteral("red")) << QByteArray("$ holds a key");
        QTest::newRow("a need that no card can fill")
            << set("need", QJsonArray{QStringLiteral("blood")}) << QByteArray("$.need");
        QTest::newRow("a choice without options") << question(json(R"({"field":"a","kind":"choice","title":"t"})"))
                                                  << QByteArray("$.pages[0].questions[0].options");
        QTest::newRow("a text without a limit") << question(json(R"({"field":"a","kind":"text","title":"t"})"))
                                                << QByteArray("$.pages[0].questions[0].maxLength");
        QTest::newRow("a condition on a later question")
            << question(json(
                   R"({"field":"a","kind":"text","title":"t","maxLength":3,"askedWhen":[{"field":"b","anyOf":["x"]}]})"))
            << QByteArray("askedWhen[0].field");
    }
    void aBrokenPack_isRefusedWithThePlaceThatBreaksIt()
    {
        using Break = std::function<void(QJsonObject &)>;
        QFETCH(Break, breakIt);
        QFETCH(QByteArray, place);
        auto pack = smallPack();
        QVERIFY(parseFormPack(QJsonDocument(pack).toJson()));
        breakIt(pack);
        const auto refused = parseFormPack(QJsonDocument(pack).toJson());
        QVERIFY(refused.failedWith(Fault::DataMalformed));
        QVERIFY2(QByteArray::fromStdString(refused.error().detail).contains(place), refused.error().detail.c_str());
    }

    void anEndlessOrDeepPack_isRefusedAtOnce()
    {
        QVERIFY(parseFormPack(QByteArray(300 * 1024, ' ')).failedWith(Fault::DataMalformed));
        QVERIFY(parseFormPack(QByteArray(4000, '[')).failedWith(Fault::DataMalformed));
        QVERIFY(parseFormPack("{").failedWith(Fault::DataMalformed));
    }
};

QTEST_GUILESS_MAIN(FormPackTest)
#include "tst_form_pack.moc"
