// SPDX-License-Identifier: Apache-2.0
#include "ipp_link.h"

#include <QUrl>

#include <cups/cups.h>

#include <algorithm>

namespace yz::ipp {
namespace {

constexpr int kMaxUri = 255;
constexpr int kConnectMilliseconds = 5000;
/** What one read or write on the line may take; a printer that warms up still answers. */
constexpr double kSilenceSeconds = 10;
constexpr int kMaxWords = 64;
constexpr std::size_t kMaxWord = 255;
constexpr qsizetype kPiece = 64 * 1024;

struct AnswerDelete
{
    void operator()(ipp_t *message) const { ippDelete(message); }
};
using Message = std::unique_ptr<ipp_t, AnswerDelete>;

int hangUp(http_t *, void *)
{
    return 0;
}

/** A kiosk knows no password, and the library would ask on the terminal's console. */
const char *noPassword(const char *, http_t *, const char *, const char *, void *)
{
    return nullptr;
}

std::vector<std::string> wordsOf(ipp_t *answer, const char *name)
{
    std::vector<std::string> words;
    auto *attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    const int count = attribute ? std::min(ippGetCount(attribute), kMaxWords) : 0;
    for (int i = 0; i < count; ++i) {
        const char *word = ippGetString(attribute, i, nullptr);
        if (word)
            words.emplace_back(word, std::min(std::char_traits<char>::length(word), kMaxWord));
    }
    return words;
}

int numberOf(ipp_t *answer, const char *name, int otherwise)
{
    auto *attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    const auto tag = attribute ? ippGetValueTag(attribute) : IPP_TAG_ZERO;
    return tag == IPP_TAG_INTEGER || tag == IPP_TAG_ENUM ? ippGetInteger(attribute, 0) : otherwise;
}

Message requestFor(ipp_op_t operation, const Target &target, int job)
{
    Message request(ippNewRequest(operation));
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, target.uri.c_str());
    if (job > 0)
        ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, "yizhan");
    return request;
}

template <std::size_t N>
void askFor(ipp_t *request, const char *const (&names)[N])
{
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", static_cast<int>(N), nullptr,
                  names);
}

} // namespace

Result<Target> parseTarget(const QString &uri)
{
    const QUrl url(uri, QUrl::StrictMode);
    const bool isEncrypted = url.scheme() == QLatin1String("ipps");
    if (uri.size() > kMaxUri || !url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() ||
        (!isEncrypted && url.scheme() != QLatin1String("ipp")))
        return {Fault::BadInput, "a printer is named ipp://HOST[:PORT]/PATH or ipps://…"};
    constexpr int ippPort = 631;
    const QString path = url.path().isEmpty() ? QStringLiteral("/") : url.path();
    return Target{uri.toStdString(), url.host().toStdString(), url.port(ippPort), path.toStdString(), isEncrypted};
}

struct Link::Connection
{
    ~Connection() { httpClose(http); }
    http_t *http = nullptr;
};

Link::Link(Target target) : m_target(std::move(target))
{
    cupsSetPasswordCB2(noPassword, nullptr); // per thread, as all of libcups' settings
}

Link::~Link() = default;

Result<void> Link::connect()
{
    if (m_connection)
        return {};
    auto connection = std::make_unique<Connection>();
    connection->http = httpConnect2(m_target.host.c_str(), m_target.port, nullptr, AF_UNSPEC,
                                    m_target.isEncrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1,
                                    kConnectMilliseconds, nullptr);
    if (!connection->http)
        return {Fault::DeviceAbsent, "nothing answers at the printer's address"};
    httpSetTimeout(connection->http, kSilenceSeconds, hangUp, nullptr);
    m_connection = std::move(connection);
    return {};
}

Error Link::failure(const char *doing)
{
    const auto status = cupsLastError();
    const auto detail = std::string(doing) + ": " + ippErrorString(status);
    m_connection.reset(); // whatever the line is in the middle of, the next request begins anew
    switch (status) {
    case IPP_STATUS_ERROR_BUSY:
    case IPP_STATUS_ERROR_TOO_MANY_JOBS:
    case IPP_STATUS_ERROR_TEMPORARY:
    case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
        return {Fault::DeviceBusy, detail};
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
    case IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED:
        return {Fault::Unsupported, detail};
    case IPP_STATUS_ERROR_NOT_FOUND:
    case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
    case IPP_STATUS_ERROR_INTERNAL: // also the library's own word for a line that broke
        return {Fault::DeviceAbsent, detail};
    default:
        return {Fault::DeviceGarbled, detail};
    }
}

Result<PrinterAnswer> Link::printer()
{
    if (auto there = connect(); !there)
        return there.error();
    static const char *const names[] = {"printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
                                        "document-format-supported", "media-ready"};
    auto request = requestFor(IPP_OP_GET_PRINTER_ATTRIBUTES, m_target, 0);
    askFor(request.get(), names);
    const Message answer(cupsDoRequest(m_connection->http, request.release(), m_target.path.c_str()));
    if (!answer || ippGetStatusCode(answer.get()) >= IPP_STATUS_REDIRECTION_OTHER_SITE)
        return failure("state of the printer");
    PrinterAnswer said;
    said.state = numberOf(answer.get(), "printer-state", 0);
    said.reasons = wordsOf(answer.get(), "printer-state-reasons");
    said.formats = wordsOf(answer.get(), "document-format-supported");
    said.mediaReady = wordsOf(answer.get(), "media-ready");
    auto *accepting = ippFindAttribute(answer.get(), "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    said.isAccepting = !accepting || ippGetBoolean(accepting, 0) != 0;
    return said;
}

Result<int> Link::createJob()
{
    if (auto there = connect(); !there)
        return there.error();
    auto request = requestFor(IPP_OP_CREATE_JOB, m_target, 0);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, "yizhan");
    ippAddInteger(request.get(), IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", 1);
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, "iso_a4_210x297mm");
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, "one-sided");
    const Message answer(cupsDoRequest(m_connection->http, request.release(), m_target.path.c_str()));
    const int id = answer ? numberOf(answer.get(), "job-id", 0) : 0;
    if (id <= 0 || ippGetStatusCode(answer.get()) >= IPP_STATUS_REDIRECTION_OTHER_SITE)
        return failure("new job");
    return id;
}

Result<void> Link::send(int job, const QByteArray &pdf)
{
    if (auto there = connect(); !there)
        return there.error();
    const auto request = requestFor(IPP_OP_SEND_DOCUMENT, m_target, job);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, "application/pdf");
    ippAddBoolean(request.get(), IPP_TAG_OPERATION, "last-document", 1);
    const auto length = ippLength(request.get()) + static_cast<std::size_t>(pdf.size());
    auto status = cupsSendRequest(m_connection->http, request.get(), m_target.path.c_str(), length);
    for (qsizetype at = 0; status == HTTP_STATUS_CONTINUE && at < pdf.size(); at += kPiece) {
        const auto size = static_cast<std::size_t>(std::min(kPiece, pdf.size() - at));
        status = cupsWriteRequestData(m_connection->http, pdf.constData() + at, size);
    }
    const Message answer(status == HTTP_STATUS_CONTINUE ? cupsGetResponse(m_connection->http, m_target.path.c_str())
                                                        : nullptr);
    if (!answer || ippGetStatusCode(answer.get()) >= IPP_STATUS_REDIRECTION_OTHER_SITE)
        return failure("sending the pages");
    return {};
}

Result<JobAnswer> Link::job(int job)
{
    if (auto there = connect(); !there)
        return there.error();
    static const char *const names[] = {"job-state", "job-state-reasons", "job-media-sheets-completed"};
    auto request = requestFor(IPP_OP_GET_JOB_ATTRIBUTES, m_target, job);
    askFor(request.get(), names);
    const Message answer(cupsDoRequest(m_connection->http, request.release(), m_target.path.c_str()));
    JobAnswer said;
    said.state = answer ? numberOf(answer.get(), "job-state", 0) : 0;
    if (said.state == 0 || ippGetStatusCode(answer.get()) >= IPP_STATUS_REDIRECTION_OTHER_SITE)
        return failure("state of the job");
    said.reasons = wordsOf(answer.get(), "job-state-reasons");
    said.sheets = numberOf(answer.get(), "job-media-sheets-completed", -1);
    return said;
}

Result<void> Link::cancel(int job)
{
    if (auto there = connect(); !there)
        return there.error();
    const Message answer(cupsDoRequest(m_connection->http, requestFor(IPP_OP_CANCEL_JOB, m_target, job).release(),
                                       m_target.path.c_str()));
    if (!answer || ippGetStatusCode(answer.get()) >= IPP_STATUS_REDIRECTION_OTHER_SITE)
        return failure("calling back the job");
    return {};
}

} // namespace yz::ipp
