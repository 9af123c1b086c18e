// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cache/inquirer.h"
#include "sync/hub_answer.h"
#include "sync/hub_wire.h"

#include <QTimer>

#include <optional>

namespace yz::sync {

/** Judges the answer to POST progress. Pure. */
Result<ProgressAnswer> readProgress(const HttpAnswer &answer);
/** Judges the answer to GET duty. Pure. */
Result<Duty> readDuty(const HttpAnswer &answer);
/** The body of POST progress. */
QByteArray progressBody(const ProgressQuestion &question);

/** One kind of question on a wire of its own, with its own patience. Owner: HubInquirer. Thread: GUI. */
class AskedOnce : public QObject
{
public:
    AskedOnce(const Courier::Options &options, const QSslConfiguration &tls);
    /** `ask` starts the request on the wire; whatever was under way before has been told Cancelled. */
    void ask(const std::function<void(HubWire &, HubWire::Done)> &ask, HubWire::Done done);
    void forget();

private:
    void end(Result<HttpAnswer> answer);
    void dropWire();

    Courier::Options m_options;
    QSslConfiguration m_tls;
    std::unique_ptr<HubWire> m_wire;
    QTimer m_patience;
    HubWire::Done m_done;
    std::uint64_t m_asked = 0; ///< an answer to an earlier question is nobody's
};

/** The Inquirer over HTTP. Owner, thread and errors: as Inquirer. */
class HubInquirer final : public Inquirer
{
public:
    HubInquirer(const Courier::Options &options, const QSslConfiguration &tls);
    void askProgress(const ProgressQuestion &question, ProgressDone done) override;
    void askDuty(DutyDone done) override;
    void forget() override;

private:
    AskedOnce m_progress;
    AskedOnce m_duty;
};

} // namespace yz::sync
