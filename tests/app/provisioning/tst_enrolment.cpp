// SPDX-License-Identifier: Apache-2.0
// A new terminal and its stick, from the request to the certificate.
#include "provisioner_fixture.h"

#include <QTest>

#include <provisioning/receipt.h>

using namespace yz;
using namespace yz::provisioning;
using namespace yz::test;

class EnrolmentTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNewTerminal_isBroughtUpByRequestAndAnswer();
    void aRequestForAnotherKindOfKey_isRefusedByName_data();
    void aRequestForAnotherKindOfKey_isRefusedByName();
    void askingAgain_voidsNothing();
    void anAnswerThatWasTaken_isTakenByNobodyAgain();
    void aConfigurationThatComesAheadOfTheCertificate_closesNoRequest();
    void keysAreBornHere_andStay();
};

void EnrolmentTest::aNewTerminal_isBroughtUpByRequestAndAnswer()
{
    ProvisionerFixture f;
    QVERIFY(f.makeAuthority());
    auto terminal = f.open();
    QVERIFY(terminal->configurationFile().isEmpty());
    const auto asked = terminal->enrolmentRequest();
    QVERIFY2(asked, asked ? "" : asked.error().detail.c_str());
    QVERIFY(!asked->contains("PRIVATE"));
    const auto request = parseRequest(*asked);
    QVERIFY2(request, request ? "" : request.error().detail.c_str());

    const auto certificate = issueCertificate(
        {request->request, f.read(u"ca.crt"_s), f.read(u"ca.key"_s), u"YZ-0007"_s, f.clock.wall(), 30});
    QVERIFY2(certificate, certificate ? "" : certificate.error().detail.c_str());
    BundleMaker maker(f.clock);
    maker.files.clear();
    maker.manifest.epochs.clear();
    maker.manifest.terminals = {request->serial};
    maker.manifest.answers = request->nonce;
    maker.add(Component::Configuration, u"terminal.json"_s, R"({"terminal":"YZ-0007"})");
    maker.add(Component::Identity, u"client.pem"_s, *certificate);
    maker.add(Component::Identity, u"ca.pem"_s, f.read(u"ca.crt"_s));
    const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY2(plan, plan ? "" : plan.error().detail.c_str());
    QVERIFY(terminal->apply(*plan));
    QVERIFY(terminal->recover());
    QVERIFY(terminal->confirmHealthy());
    QVERIFY(!terminal->configurationFile().isEmpty());
    // The certificate fits the key that was born here: openssl says so, not we.
    const auto at = [&](const char *name) { return terminal->file(QString::fromLatin1(name)).toLocal8Bit(); };
    const auto ofKey = f.openssl("pkey -in state/device.key -pubout");
    QVERIFY(ofKey && ofKey->startsWith("-----BEGIN PUBLIC KEY"));
    QCOMPARE(f.openssl("x509 -in " + at("client.pem") + " -noout -pubkey"), ofKey);
    QVERIFY(f.openssl("verify -CAfile " + at("ca.pem") + ' ' + at("client.pem")));
    // The same answer does not bring up another one, nor this one again.
    QVERIFY(!terminal->examine({maker.signedBy(f.signers.fleet)}));
    // What the technician takes along says what became of it, and is believed of nobody but this device.
    const auto receipt = terminal->receipt();
    QVERIFY(receipt);
    const auto read = readReceipt(*receipt, *certificate);
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QVERIFY(read->last.contains(u"\"committed\""_s));
    QCOMPARE(read->head, terminal->audit().head());
    QCOMPARE(readReceipt(*receipt, f.read(u"ca.crt"_s)).fault(), Fault::DataForged);
    QCOMPARE(readReceipt("{}", *certificate).fault(), Fault::DataMalformed);
    QByteArray forged = *receipt;
    const auto at2 = forged.indexOf("\"payload\": \"") + 20;
    forged[at2] = forged[at2] == 'A' ? 'B' : 'A';
    QVERIFY(!readReceipt(forged, *certificate));
}

void EnrolmentTest::aRequestForAnotherKindOfKey_isRefusedByName_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("RSA") << u"rsa:2048"_s;
    QTest::newRow("another curve") << u"ec -pkeyopt ec_paramgen_curve:P-384"_s;
    QTest::newRow("a curve of its own") << u"ec -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit"_s;
    QTest::newRow("Ed25519") << u"ed25519"_s;
}

void EnrolmentTest::aRequestForAnotherKindOfKey_isRefusedByName()
{
    QFETCH(QString, key);
    ProvisionerFixture f;
    QVERIFY(f.makeAuthority());
    QVERIFY(f.openssl("req -new -nodes -keyout other.key -subj /CN=YZ-0007 -out other.csr -newkey " + key.toLatin1()));
    const QByteArray pem = f.read(u"other.csr"_s);
    const auto read = parseRequest(requestJson({u"YZ-0007"_s, QByteArray(32, '\x01'), pem}));
    QCOMPARE(read.fault(), Fault::DataMalformed);
    QVERIFY2(read.error().detail.find("P-256") != std::string::npos, read.error().detail.c_str());
    const auto issued =
        issueCertificate({pem, f.read(u"ca.crt"_s), f.read(u"ca.key"_s), u"YZ-0007"_s, f.clock.wall(), 30});
    QCOMPARE(issued.fault(), Fault::DataMalformed);
}

void EnrolmentTest::askingAgain_voidsNothing()
{
    ProvisionerFixture f;
    const auto first = parseRequest(*f.open()->enrolmentRequest());
    const auto second = parseRequest(*f.open()->enrolmentRequest()); // the stick was full, or got lost
    QVERIFY(first && second);
    QCOMPARE(second->nonce, first->nonce);
}

void EnrolmentTest::anAnswerThatWasTaken_isTakenByNobodyAgain()
{
    ProvisionerFixture f;
    auto terminal = f.open();
    const auto first = parseRequest(*terminal->enrolmentRequest());
    QVERIFY(first);
    BundleMaker maker(f.clock);
    maker.only(Component::Identity, u"client.pem"_s, "x");
    maker.manifest.terminals = {first->serial};
    maker.manifest.answers = first->nonce;
    const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    const auto second = parseRequest(*terminal->enrolmentRequest());
    QVERIFY(second && second->nonce != first->nonce);
    maker.manifest.id = u"0192f0c1-5f00-7000-8000-000000000001"_s;
    const auto again = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY(!again);
    QVERIFY(QString::fromStdString(again.error().detail).contains(u"has not made"_s));
}

void EnrolmentTest::aConfigurationThatComesAheadOfTheCertificate_closesNoRequest()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    const auto request = parseRequest(*terminal->enrolmentRequest());
    QVERIFY(request);
    BundleMaker maker(f.clock);
    maker.manifest.answers = request->nonce;
    const auto plan = terminal->examine({maker.signedBy(f.signers.fleet)});
    QVERIFY(plan && terminal->apply(*plan) && terminal->recover() && terminal->confirmHealthy());
    QCOMPARE(parseRequest(*terminal->enrolmentRequest())->nonce, request->nonce);
}

void EnrolmentTest::keysAreBornHere_andStay()
{
    ProvisionerFixture f;
    QVERIFY(f.open()->enrolmentRequest());
    const QByteArray device = f.read(u"state/device.key"_s);
    const QByteArray store = f.read(u"state/store.key"_s);
    QVERIFY(device.contains("PRIVATE KEY"));
    QCOMPARE(store.size(), 64);
    QVERIFY(f.open()->enrolmentRequest());
    QCOMPARE(f.read(u"state/device.key"_s), device);
    QCOMPARE(f.read(u"state/store.key"_s), store);
    const auto mode = QFile::permissions(f.folder.filePath(u"state/device.key"_s));
    QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
}

QTEST_GUILESS_MAIN(EnrolmentTest)
#include "tst_enrolment.moc"
