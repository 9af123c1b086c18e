// SPDX-License-Identifier: Apache-2.0
#include "words/citizen_words.h"

#include <core/said.h>

namespace yz::ui {
namespace {

CitizenWords say(const QString &sentence, const QString &nextStep)
{
    return {sentence, nextStep};
}

} // namespace

CitizenWords citizenWords(Fault fault)
{
    switch (fault) {
    // Requests
    case Fault::Cancelled:
        return say(Said::tr("刚才的操作已经停下。"), Said::tr("想继续，请再点一次。"));
    case Fault::TimedOut:
        return say(Said::tr("等了一会儿，还没有结果。"), Said::tr("请再试一次；还是不行，请找工作人员。"));
    case Fault::Unsupported:
        return say(Said::tr("这台机器办不了这一项。"), Said::tr("请到服务窗口办理，或拨打 12348。"));
    case Fault::BadInput:
        return say(Said::tr("填写的内容不太对。"), Said::tr("请看一看提示，改好后再继续。"));
    case Fault::Internal:
        return say(Said::tr("这一步没有办成，不是您的问题。"), Said::tr("请再试一次，或找工作人员帮忙。"));
    // Any device
    case Fault::DeviceAbsent:
        return say(Said::tr("机器的这个部件现在用不了。"), Said::tr("请找工作人员帮忙。"));
    case Fault::DeviceBusy:
        return say(Said::tr("机器正忙，请稍等片刻。"), Said::tr("等一会儿再试一次。"));
    case Fault::DeviceBroken:
        return say(Said::tr("机器的这个部件坏了，需要维修。"), Said::tr("请到服务窗口办理，或找工作人员帮忙。"));
    case Fault::DeviceGarbled:
        return say(Said::tr("机器刚才没有读清楚。"), Said::tr("请再试一次。"));
    // ID card
    case Fault::CardMoved:
        return say(Said::tr("身份证拿开得早了一点，没有读完。"), Said::tr("请把身份证重新平放好，等提示后再拿开。"));
    case Fault::CardForeign:
        return say(Said::tr("放上来的好像不是身份证。"),
                   Said::tr("请放上居民身份证、居住证或永久居留证，其他卡片请拿开。"));
    case Fault::CardDoubtful:
        return say(Said::tr("这张证件没有通过核验。"), Said::tr("请带上证件，到服务窗口请工作人员核对。"));
    case Fault::CardEmpty:
        return say(Said::tr("证件里没有这一项内容。"), Said::tr("可以接着往下办，或请工作人员帮忙。"));
    case Fault::CardGarbled:
        return say(Said::tr("这张证件里的内容读不出来。"), Said::tr("请到服务窗口，由工作人员帮您登记。"));
    // Printer
    case Fault::PaperOut:
        return say(Said::tr("打印纸用完了。"), Said::tr("请记下编号或拍下屏幕上的码，也可以请工作人员加纸后再打印。"));
    case Fault::CoverOpen:
        return say(Said::tr("打印机的盖子没有关好。"), Said::tr("请工作人员关好盖子后再打印。"));
    case Fault::CutterJam:
        return say(Said::tr("打印机的出纸口卡住了。"), Said::tr("请不要用手拉纸，请找工作人员帮忙。"));
    case Fault::PaperJam:
        return say(Said::tr("打印机里卡了纸。"), Said::tr("请不要用手拉纸，请找工作人员帮忙。"));
    case Fault::TonerOut:
        return say(Said::tr("打印机的碳粉用完了。"), Said::tr("请找工作人员更换后再打印。"));
    case Fault::OutputFull:
        return say(Said::tr("打印机的出纸盘满了。"), Said::tr("请取走出纸盘里的纸，会接着打印。"));
    case Fault::PrinterHot:
        return say(Said::tr("打印机需要歇一会儿。"), Said::tr("过几分钟再打印，或先记下编号。"));
    case Fault::OutcomeUnknown:
        return say(Said::tr("不能确定回执有没有打印出来。"), Said::tr("请看一看出纸口；没有的话，可以再打印一次。"));
    // Store
    case Fault::StoreDamaged:
        return say(Said::tr("这台机器暂时不能保存申请。"), Said::tr("请到服务窗口办理，或拨打 12348。"));
    case Fault::StoreFull:
        return say(Said::tr("这台机器暂时存不下新的申请。"), Said::tr("请到服务窗口办理，或拨打 12348。"));
    case Fault::KeyMissing:
        return say(Said::tr("这台机器还没有准备好，暂时不能办理。"), Said::tr("请到服务窗口办理，或拨打 12348。"));
    case Fault::NotFound:
        return say(Said::tr("没有找到这条记录。"), Said::tr("请核对编号，或请工作人员帮忙查一查。"));
    case Fault::Conflict:
        return say(Said::tr("这件事好像已经办过一次了。"), Said::tr("请不要重复提交，请找工作人员核对。"));
    // Data from outside
    case Fault::DataMalformed:
        return say(Said::tr("这项服务的内容需要更新，暂时不能办理。"), Said::tr("请换一项服务，或到服务窗口办理。"));
    case Fault::DataForged:
        return say(Said::tr("为了您的安全，这项服务先停用了。"), Said::tr("请到服务窗口办理，或拨打 12348。"));
    // Hub
    case Fault::HubUnreachable:
        return say(Said::tr("现在连不上办理中心。"), Said::tr("提交的申请会先保存在这台机器里，接通后自动送出。"));
    case Fault::HubDenied:
        return say(Said::tr("办理中心暂时没有接收这台机器的申请。"),
                   Said::tr("已保存的申请不会丢，请找工作人员帮忙。"));
    case Fault::HubRefused:
        return say(Said::tr("办理中心没有收下这份申请。"), Said::tr("请找工作人员问明原因，或拨打 12348。"));
    case Fault::HubMistaken:
        return say(Said::tr("现在连不上办理中心。"), Said::tr("已保存的申请不会丢，请告诉工作人员。"));
    case Fault::SequenceGap:
        return say(Said::tr("前面还有申请正在送出。"), Said::tr("请稍等，您的申请会按次序送出。"));
    case Fault::SequenceFork:
        return say(Said::tr("这台机器需要工作人员检查一下。"), Said::tr("已保存的申请不会丢，请找工作人员帮忙。"));
    }
    return say(Said::tr("这一步没有办成。"), Said::tr("请找工作人员帮忙。"));
}

} // namespace yz::ui
