// SPDX-License-Identifier: Apache-2.0
#include "configuration/configuration.h"

#include <words/json_walk.h>

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace yz {
namespace {

constexpr qsizetype kPublisherKeyBytes = 32;
constexpr int kMaxPath = 1024;

ScreenProfile readScreen(const JsonPlace &place)
{
    place.onlyKeys({"width", "height", "millimetresPerPixel"});
    ScreenProfile screen;
    screen.pixels = QSize(static_cast<int>(place.integer("width", 480, 7680)),
                          static_cast<int>(place.integer("height", 480, 7680)));
    screen.millimetresPerPixel = place.number("millimetresPerPixel", 0.05, 1.0);
    return screen;
}

Configuration::Hub readHub(JsonWalk &walk, const JsonPlace &place)
{
    place.onlyKeys({"url", "ca", "certificate", "key", "receiptKey", "exportKey", "firstPassSpreadSeconds"});
    Configuration::Hub hub;
    hub.url = QUrl(place.text("url", 300), QUrl::StrictMode);
    if (!hub.url.isValid() || hub.url.scheme() != QLatin1String("https") || hub.url.host().isEmpty())
        walk.refuse(place, "url", "must be an https address");
    hub.certificateAuthority = place.text("ca", kMaxPath);
    hub.certificate = place.text("certificate", kMaxPath);
    hub.privateKey = place.text("key", kMaxPath);
    hub.receiptKey = place.text("receiptKey", kMaxPath);
    hub.exportKey = place.optionalText("exportKey", kMaxPath);
    if (place.has("firstPassSpreadSeconds"))
        hub.firstPassSpreadSeconds = static_cast<int>(place.integer("firstPassSpreadSeconds", 0, 600));
    return hub;
}

Configuration::Call readCall(const JsonPlace &place)
{
    constexpr int kLongestDescription = 600;
    place.onlyKeys({"program", "video", "audio", "speaker", "loopbackOnly"});
    Configuration::Call call;
    call.program = place.text("program", kMaxPath);
    call.video = place.text("video", kLongestDescription);
    call.audio = place.text("audio", kLongestDescription);
    call.speaker = place.text("speaker", kLongestDescription);
    call.loopbackOnly = place.optionalFlag("loopbackOnly", false);
    return call;
}

Configuration::DocumentCamera readDocumentCamera(JsonWalk &walk, const JsonPlace &place)
{
    place.onlyKeys({"device", "scene", "files"});
    Configuration::DocumentCamera camera{place.optionalText("device", kMaxPath), place.optionalText("scene", 20),
                                         place.optionalText("files", kMaxPath)};
    const int named = int(!camera.device.isEmpty()) + int(!camera.scene.isEmpty()) + int(!camera.files.isEmpty());
    if (named != 1)
        walk.refuse(place, "device", "must be there, or a scene or files instead");
    return camera;
}

PublisherKey readPublisher(JsonWalk &walk, const JsonPlace &place)
{
    static const QRegularExpression kidShape(QStringLiteral("\\A[A-Za-z0-9._-]{1,32}\\z"));
    place.onlyKeys({"kid", "key"});
    const auto kid = place.text("kid", 32);
    if (!kidShape.match(kid).hasMatch())
        walk.refuse(place, "kid", "must be 1 to 32 letters, digits, dots, dashes");
    auto key = place.hex("key", kPublisherKeyBytes);
    if (place.text("key", 64).toLatin1() != key.toHex())
        walk.refuse(place, "key", "must be 64 hexadecimal digits in lower case");
    return {kid.toLatin1(), std::move(key)};
}

Configuration::Catalogue readCatalogueChoice(JsonWalk &walk, const JsonPlace &place)
{
    static const QRegularExpression regionShape(QStringLiteral("\\A[0-9]{6}\\z"));
    place.onlyKeys({"region", "publishers", "askEverySeconds"});
    Configuration::Catalogue catalogue;
    catalogue.region = place.text("region", 6);
    if (!regionShape.match(catalogue.region).hasMatch())
        walk.refuse(place, "region", "must be six digits");
    for (const auto &publisher : place.list("publishers", 1, 8))
        catalogue.publishers.push_back(readPublisher(walk, publisher));
    if (place.has("askEverySeconds"))
        catalogue.askEverySeconds = static_cast<int>(place.integer("askEverySeconds", 1, 86'400));
    return catalogue;
}

} // namespace

Result<Configuration> parseConfiguration(const QByteArray &json)
{
    static const QRegularExpression terminalShape(QStringLiteral("\\A[A-Za-z0-9-]{1,32}\\z"));
    JsonWalk walk;
    const auto top = walk.open(json, kMostConfiguration);
    top.onlyKeys({"terminal", "place", "screen", "dataDirectory", "keyFile", "paperDots", "voice", "staff",
                  "pagePrinter", "documentCamera", "call", "catalogue", "hub"});
    Configuration configuration;
    const auto terminal = top.text("terminal", 32);
    if (!terminalShape.match(terminal).hasMatch())
        walk.refuse(top, "terminal", "must be 1 to 32 letters, digits and dashes");
    configuration.terminal = terminal.toLatin1();
    configuration.place = top.text("place", 40);
    configuration.screen = readScreen(top.object("screen"));
    configuration.dataDirectory = top.text("dataDirectory", kMaxPath);
    configuration.keyFile = top.optionalText("keyFile", kMaxPath);
    if (top.has("paperDots"))
        configuration.paperDots = static_cast<int>(top.integer("paperDots", 384, 576));
    configuration.voice = top.optionalText("voice", kMaxPath);
    configuration.staff = top.optionalText("staff", kMaxPath);
    configuration.pagePrinter = top.optionalText("pagePrinter", 255);
    if (top.has("documentCamera"))
        configuration.documentCamera = readDocumentCamera(walk, top.object("documentCamera"));
    if (top.has("call"))
        configuration.call = readCall(top.object("call"));
    if (top.has("catalogue"))
        configuration.catalogue = readCatalogueChoice(walk, top.object("catalogue"));
    if (top.has("hub"))
        configuration.hub = readHub(walk, top.object("hub"));
    if (walk.problem())
        return *walk.problem();
    return configuration;
}

Result<Configuration> readConfiguration(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {Fault::NotFound, "configuration " + file.toStdString() + " cannot be opened"};
    auto configuration = parseConfiguration(source.read(kMostConfiguration + 1));
    if (!configuration)
        return configuration;
    const QString folder = QFileInfo(file).absolutePath();
    const auto settle = [&](QString &path) {
        if (!path.isEmpty() && !path.startsWith(u'/'))
            path = folder + u'/' + path;
    };
    settle(configuration->dataDirectory);
    settle(configuration->keyFile);
    settle(configuration->staff);
    if (configuration->hub)
        for (QString *path :
             {&configuration->hub->certificateAuthority, &configuration->hub->certificate,
              &configuration->hub->privateKey, &configuration->hub->receiptKey, &configuration->hub->exportKey})
            settle(*path);
    return configuration;
}

} // namespace yz
