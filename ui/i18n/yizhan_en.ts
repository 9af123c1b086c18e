<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Said</name>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>想办什么事，点进去看要带什么、去哪里办。</source>
        <translation>Open a matter to see what to bring and where to go.</translation>
    </message>
    <message>
        <source>带 %1 样材料</source>
        <translation>Bring %1 papers</translation>
    </message>
    <message>
        <source>这里能办</source>
        <translation>Can be done here</translation>
    </message>
    <message>
        <source>找机构和人</source>
        <translation>Find places and people</translation>
    </message>
    <message>
        <source>先选要找哪一类。</source>
        <translation>First choose what to look for.</translation>
    </message>
    <message>
        <source>%1 家</source>
        <translation>%1 places</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1 people</translation>
    </message>
    <message>
        <source>机构</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>People</translation>
    </message>
    <message>
        <source>法治宣传</source>
        <translation>Know your rights</translation>
    </message>
    <message>
        <source>身边的法律，一件一件讲清楚。</source>
        <translation>Everyday law, one thing at a time.</translation>
    </message>
    <message>
        <source>其他热线</source>
        <translation>Other hotlines</translation>
    </message>
    <message>
        <source>有些事归别的部门管，打这些电话更快。</source>
        <translation>Some matters belong to other offices. Calling them is faster.</translation>
    </message>
    <message>
        <source>紧急</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>谁能办</source>
        <translation>Who can apply</translation>
    </message>
    <message>
        <source>要带什么</source>
        <translation>What to bring</translation>
    </message>
    <message>
        <source>怎么办</source>
        <translation>How it works</translation>
    </message>
    <message>
        <source>在哪里办</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>要多久</source>
        <translation>How long</translation>
    </message>
    <message>
        <source>收不收费</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>还可以找</source>
        <translation>You can also turn to</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>办公时间</source>
        <translation>Office hours</translation>
    </message>
    <message>
        <source>能做什么</source>
        <translation>What they do</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>擅长</source>
        <translation>Skilled in</translation>
    </message>
    <message>
        <source>什么时候在</source>
        <translation>On duty</translation>
    </message>
    <message>
        <source>执业证号</source>
        <translation>Licence no.</translation>
    </message>
    <message>
        <source>有危险时，马上打这个电话。</source>
        <translation>In danger, call this number at once.</translation>
    </message>
    <message>
        <source>管什么</source>
        <translation>What it is for</translation>
    </message>
    <message>
        <source>什么时候打</source>
        <translation>When to call</translation>
    </message>
    <message>
        <source>现在就办</source>
        <translation>Apply now</translation>
    </message>
    <message>
        <source>打印清单</source>
        <translation>Print checklist</translation>
    </message>
    <message>
        <source>打印带走</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>有哪些机构</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>这里的人员</source>
        <translation>People here</translation>
    </message>
    <message>
        <source>看看单位</source>
        <translation>See the office</translation>
    </message>
    <message>
        <source>找人问问</source>
        <translation>Ask a person</translation>
    </message>
    <message>
        <source>自 %1 起施行，现在还没有施行。</source>
        <translation>In force from %1; not in force yet.</translation>
    </message>
    <message>
        <source>%1 起不再有效。</source>
        <translation>No longer in force from %1.</translation>
    </message>
    <message>
        <source>现在看《%1》。</source>
        <translation>See “%1” instead.</translation>
    </message>
    <message>
        <source>自 %1 起施行，现行有效。</source>
        <translation>In force since %1.</translation>
    </message>
    <message>
        <source>这里暂时没有。可以拨打 12348，或者叫工作人员帮忙。</source>
        <translation>Nothing here for now. You can call 12348 or ask the staff.</translation>
    </message>
    <message>
        <source>不是现行的</source>
        <translation>Not in force</translation>
    </message>
    <message>
        <source>拖欠工资</source>
        <translation>拖欠工资</translation>
    </message>
    <message>
        <source>离婚 抚养</source>
        <translation>离婚 抚养</translation>
    </message>
    <message>
        <source>借钱不还</source>
        <translation>借钱不还</translation>
    </message>
    <message>
        <source>民法典第1077条</source>
        <translation>民法典第1077条</translation>
    </message>
    <message>
        <source>打印这一条</source>
        <translation>Print this article</translation>
    </message>
    <message>
        <source>停止朗读</source>
        <translation>Stop reading</translation>
    </message>
    <message>
        <source>读给我听</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>问问律师</source>
        <translation>Ask a lawyer</translation>
    </message>
    <message>
        <source>打印时间</source>
        <translation>Printed at</translation>
    </message>
    <message>
        <source>咨询请拨 12348</source>
        <translation>Advice: call 12348</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Based on</translation>
    </message>
    <message>
        <source>施行日期</source>
        <translation>In force from</translation>
    </message>
    <message>
        <source>有效至</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>（请看屏幕）</source>
        <translation>(please look at the screen)</translation>
    </message>
    <message>
        <source>您好，请选择要办的事。</source>
        <translation>Hello. Please choose what you have come for.</translation>
    </message>
    <message>
        <source>正在读卡，请不要拿开。</source>
        <translation>Reading the card. Please leave it in place.</translation>
    </message>
    <message>
        <source>没有读出来。</source>
        <translation>The card could not be read.</translation>
    </message>
    <message>
        <source>请把身份证放在读卡的地方。</source>
        <translation>Please lay your ID card on the reader.</translation>
    </message>
    <message>
        <source>也可以不放，匿名办理。</source>
        <translation>You can also go on without it, with no name.</translation>
    </message>
    <message>
        <source>请看屏幕，这是您本人吗？是的话，请按“是我”。</source>
        <translation>Please look at the screen: is this you? If so, press “This is me”.</translation>
    </message>
    <message>
        <source>请核对您填的内容。</source>
        <translation>Please check what you have filled in.</translation>
    </message>
    <message>
        <source>请看看拍得清不清楚。清楚就按确认，不清楚就重拍。</source>
        <translation>Is the picture clear? Press confirm if it is, or take it again.</translation>
    </message>
    <message>
        <source>请把材料平放在摄像头下面，然后按拍照。</source>
        <translation>Lay the page flat under the camera, then press take picture.</translation>
    </message>
    <message>
        <source>您的申请已提交。</source>
        <translation>Your application has been submitted.</translation>
    </message>
    <message>
        <source>正在打印回执，请取好。</source>
        <translation>Printing the slip. Please take it.</translation>
    </message>
    <message>
        <source>回执没有打出来。单号在屏幕上，请抄下来或者拍下来。</source>
        <translation>The slip was not printed. The number is on the screen: please copy it or take a photo.</translation>
    </message>
    <message>
        <source>现在查不到。可以过一会儿再试，或者拨打 1 2 3 4 8。</source>
        <translation>It cannot be looked up now. Try again later, or call 1 2 3 4 8.</translation>
    </message>
    <message>
        <source>马上和律师视频。摄像头和麦克风只在通话时打开。同意请按开始，也可以选择只用声音。</source>
        <translation>You are about to see a lawyer by video. Camera and microphone are on only during the call. Press start to agree, or choose sound only.</translation>
    </message>
    <message>
        <source>律师来了，正在接通。</source>
        <translation>The lawyer is here. Connecting.</translation>
    </message>
    <message>
        <source>前面还有 %1 位，请稍等。</source>
        <translation>%1 before you. Please wait.</translation>
    </message>
    <message>
        <source>马上轮到您，请稍等。</source>
        <translation>You are next. Please wait.</translation>
    </message>
    <message>
        <source>通话结束了。</source>
        <translation>The call is over.</translation>
    </message>
    <message>
        <source>会有人给您打电话。</source>
        <translation>Somebody will call you.</translation>
    </message>
    <message>
        <source>电话：%1</source>
        <translation>Telephone: %1</translation>
    </message>
    <message>
        <source>找到 %1 条，请点开看。</source>
        <translation>%1 found. Please open one.</translation>
    </message>
    <message>
        <source>没有找到。可以换个说法，或者找人问问。</source>
        <translation>Nothing found. Try other words, or ask a person.</translation>
    </message>
    <message>
        <source>现在查不了法律，请找人问问。</source>
        <translation>The law cannot be searched now. Please ask a person.</translation>
    </message>
    <message>
        <source>查法律。请输入想问的事，比如：拖欠工资。</source>
        <translation>Search the law. Type what it is about, for example: unpaid wages.</translation>
    </message>
    <message>
        <source>现在办不了。可以再试一次，或者找工作人员帮忙，也可以拨打 1 2 3 4 8。</source>
        <translation>This cannot be done now. Try again, ask the staff, or call 1 2 3 4 8.</translation>
    </message>
    <message>
        <source>办好了，再见。</source>
        <translation>Done. Goodbye.</translation>
    </message>
    <message>
        <source>请带好身份证。</source>
        <translation>Please take your ID card.</translation>
    </message>
    <message>
        <source>请取走打印的纸。</source>
        <translation>Please take your papers.</translation>
    </message>
    <message>
        <source>需要帮助，请拨打 1 2 3 4 8，或者叫工作人员。</source>
        <translation>For help, call 1 2 3 4 8 or ask the staff.</translation>
    </message>
    <message>
        <source>还要继续吗？碰一下屏幕就能接着办。</source>
        <translation>Do you want to go on? Touch the screen to continue.</translation>
    </message>
    <message>
        <source>要离开吗？填的内容还没有提交。</source>
        <translation>Do you want to leave? What you filled in has not been submitted.</translation>
    </message>
    <message>
        <source>见回执</source>
        <translation>see slip</translation>
    </message>
    <message>
        <source>这一页放不下了，前面的还在。</source>
        <translation>There is no more room on this page. What was there before stays.</translation>
    </message>
    <message>
        <source>摄像头现在用不了。可以先提交，材料以后再交。</source>
        <translation>The camera cannot be used now. You can submit first and hand in documents later.</translation>
    </message>
    <message>
        <source>请把材料平放在摄像头下面。</source>
        <translation>Please lay the page flat under the camera.</translation>
    </message>
    <message>
        <source>没有放全，请往中间挪一挪。</source>
        <translation>Part of the page is outside. Please move it to the middle.</translation>
    </message>
    <message>
        <source>离得太远，请靠近一些。</source>
        <translation>Too far away. Please move it closer.</translation>
    </message>
    <message>
        <source>太暗了，请放到亮的地方。</source>
        <translation>Too dark. Please move it into the light.</translation>
    </message>
    <message>
        <source>有反光，请把纸抚平或转一转。</source>
        <translation>There is glare. Please smooth or turn the page.</translation>
    </message>
    <message>
        <source>有点模糊，请放稳，手不要动。</source>
        <translation>A little blurred. Please keep it still.</translation>
    </message>
    <message>
        <source>帮我选</source>
        <translation>Help me choose</translation>
    </message>
    <message>
        <source>投诉建议</source>
        <translation>Complaints and ideas</translation>
    </message>
    <message>
        <source>评价</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>住址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>要带什么、怎么办</source>
        <translation>What to bring, how it works</translation>
    </message>
    <message>
        <source>正在保存您的申请，请稍等…</source>
        <translation>Saving your application, please wait…</translation>
    </message>
    <message>
        <source>%1会在%2 前给您打电话。</source>
        <translation>The %1 will call you before %2.</translation>
    </message>
    <message>
        <source>%1会在%2 前答复您。</source>
        <translation>The %1 will answer you before %2.</translation>
    </message>
    <message>
        <source>正在查询，请稍等…</source>
        <translation>Looking it up, please wait…</translation>
    </message>
    <message>
        <source>把回执放在摄像头下面，会自己读出来。也可以照着输字母和数字，横线不用输。</source>
        <translation>Put the slip under the camera and it is read by itself. Or type its letters and digits, without dashes.</translation>
    </message>
    <message>
        <source>匿名，不留姓名</source>
        <translation>No name given</translation>
    </message>
    <message>
        <source>（未填）</source>
        <translation>(left out)</translation>
    </message>
    <message>
        <source>材料</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>已拍 %1 页</source>
        <translation>%1 pages taken</translation>
    </message>
    <message>
        <source>%1 前答复</source>
        <translation>answer due %1</translation>
    </message>
    <message>
        <source>法律援助机构</source>
        <translation>Legal aid office</translation>
    </message>
    <message>
        <source>人民调解委员会</source>
        <translation>Mediation committee</translation>
    </message>
    <message>
        <source>公证机构</source>
        <translation>Notary office</translation>
    </message>
    <message>
        <source>司法鉴定机构</source>
        <translation>Forensic appraisal institution</translation>
    </message>
    <message>
        <source>律师事务所</source>
        <translation>Law firm</translation>
    </message>
    <message>
        <source>公共法律服务中心</source>
        <translation>Public legal service centre</translation>
    </message>
    <message>
        <source>律师</source>
        <translation>lawyer</translation>
    </message>
    <message>
        <source>公证员</source>
        <translation>notary</translation>
    </message>
    <message>
        <source>人民调解员</source>
        <translation>mediator</translation>
    </message>
    <message>
        <source>司法鉴定人</source>
        <translation>forensic appraiser</translation>
    </message>
    <message>
        <source>基层法律服务工作者</source>
        <translation>legal worker</translation>
    </message>
    <message>
        <source>这是随机器带来的资料，请向工作人员确认。</source>
        <translation>This information came with the machine. Please confirm it with the staff.</translation>
    </message>
    <message>
        <source>数据截至 %1，超过 30 天没有更新，可能已经变了。请向律师确认。</source>
        <translation>Data as of %1, not updated for more than 30 days: it may have changed. Please confirm with a lawyer.</translation>
    </message>
    <message>
        <source>注意：数据截至 %1，超过 7 天没有更新。</source>
        <translation>Note: data as of %1, not updated for more than 7 days.</translation>
    </message>
    <message>
        <source>数据截至 %1。</source>
        <translation>Data as of %1.</translation>
    </message>
    <message>
        <source>请从列出的选项里选择。</source>
        <translation>Please choose from the list.</translation>
    </message>
    <message>
        <source>选了“以上都不是”，就不能再选别的。</source>
        <translation>“None of these” cannot be chosen together with others.</translation>
    </message>
    <message>
        <source>太长了，最多 %1 个字。</source>
        <translation>Too long: at most %1 characters.</translation>
    </message>
    <message>
        <source>这里只能填数字。</source>
        <translation>Only digits here.</translation>
    </message>
    <message>
        <source>电话号码不对，请检查：手机是 11 位，座机请带区号。</source>
        <translation>This telephone number is not right. Mobile numbers have 11 digits; landlines need the area code.</translation>
    </message>
    <message>
        <source>单号不对，请对照回执单再看一看。</source>
        <translation>This number is not right. Please compare it with your slip.</translation>
    </message>
    <message>
        <source>请先选一项。</source>
        <translation>Please choose one first.</translation>
    </message>
    <message>
        <source>这里需要填写。</source>
        <translation>Please fill this in.</translation>
    </message>
    <message>
        <source>男</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>女</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>未说明</source>
        <translation>Not stated</translation>
    </message>
    <message>
        <source>居民身份证</source>
        <translation>Resident ID card</translation>
    </message>
    <message>
        <source>港澳台居民居住证</source>
        <translation>Residence permit for Hong Kong, Macao and Taiwan residents</translation>
    </message>
    <message>
        <source>外国人永久居留身份证</source>
        <translation>Foreign permanent resident ID card</translation>
    </message>
    <message>
        <source>调解员</source>
        <translation>mediator</translation>
    </message>
    <message>
        <source>工作人员</source>
        <translation>staff</translation>
    </message>
    <message>
        <source>已收到，等{who}接手</source>
        <translation>Received; waiting for the {who}</translation>
    </message>
    <message>
        <source>{who}已接手</source>
        <translation>The {who} has taken it on</translation>
    </message>
    <message>
        <source>已安排{who}</source>
        <translation>A {who} has been assigned</translation>
    </message>
    <message>
        <source>{who}正在写答复</source>
        <translation>The {who} is writing an answer</translation>
    </message>
    <message>
        <source>答复写好了，正在审核</source>
        <translation>The answer is written and being checked</translation>
    </message>
    <message>
        <source>已答复</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>已答复，已评价</source>
        <translation>Answered and rated</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>会有人给您打电话</source>
        <translation>Somebody will call you</translation>
    </message>
    <message>
        <source>没有受理，请找工作人员问一问</source>
        <translation>Not accepted. Please ask the staff</translation>
    </message>
    <message>
        <source>正在办理</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>已收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>{who}接手</source>
        <translation>Taken on by the {who}</translation>
    </message>
    <message>
        <source>安排了{who}</source>
        <translation>A {who} was assigned</translation>
    </message>
    <message>
        <source>{who}写好了，正在审核</source>
        <translation>The {who} has written it; being checked</translation>
    </message>
    <message>
        <source>{who}答复</source>
        <translation>Answered by the {who}</translation>
    </message>
    <message>
        <source>登记了回电</source>
        <translation>A call back was noted</translation>
    </message>
    <message>
        <source>打过电话，没有打通</source>
        <translation>We called and did not reach you</translation>
    </message>
    <message>
        <source>给您打过电话</source>
        <translation>We called you</translation>
    </message>
    <message>
        <source>您作了评价</source>
        <translation>You rated it</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>归档</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>办理进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>单号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>负责人</source>
        <translation>In charge</translation>
    </message>
    <message>
        <source>%1答复</source>
        <translation>Answer of the %1</translation>
    </message>
    <message>
        <source>查询时间</source>
        <translation>Looked up at</translation>
    </message>
    <message>
        <source>今天 </source>
        <translation>today </translation>
    </message>
    <message>
        <source>明天 </source>
        <translation>tomorrow </translation>
    </message>
    <message>
        <source>M月d日 HH:mm</source>
        <translation>MMM d, HH:mm</translation>
    </message>
    <message>
        <source>法律援助</source>
        <translation>Legal aid</translation>
    </message>
    <message>
        <source>请不起律师，国家帮您</source>
        <translation>A lawyer at no cost</translation>
    </message>
    <message>
        <source>人民调解</source>
        <translation>Mediation</translation>
    </message>
    <message>
        <source>有纠纷，请人说和</source>
        <translation>Settle a dispute</translation>
    </message>
    <message>
        <source>法律咨询</source>
        <translation>Legal advice</translation>
    </message>
    <message>
        <source>有疑问，问问律师</source>
        <translation>Ask a lawyer</translation>
    </message>
    <message>
        <source>公证预约</source>
        <translation>Notary</translation>
    </message>
    <message>
        <source>遗嘱、委托、声明等</source>
        <translation>Wills, mandates and more</translation>
    </message>
    <message>
        <source>司法鉴定</source>
        <translation>Appraisal</translation>
    </message>
    <message>
        <source>伤情、笔迹等鉴定</source>
        <translation>Injuries, handwriting</translation>
    </message>
    <message>
        <source>查法律</source>
        <translation>Search laws</translation>
    </message>
    <message>
        <source>法律法规全文</source>
        <translation>Full text of the law</translation>
    </message>
    <message>
        <source>去哪办、带什么</source>
        <translation>Where to go, what to bring</translation>
    </message>
    <message>
        <source>查进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>办到哪一步了</source>
        <translation>How far is my case</translation>
    </message>
    <message>
        <source>屏幕键盘</source>
        <translation>On-screen keyboard</translation>
    </message>
    <message>
        <source>按拼音，再点选汉字</source>
        <translation>Type pinyin, then pick the characters</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>数字和符号</source>
        <translation>Digits and signs</translation>
    </message>
    <message>
        <source>切换到</source>
        <translation>Switch to </translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>换行</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>分词</source>
        <translation>Split</translation>
    </message>
    <message>
        <source>英文</source>
        <translation>EN</translation>
    </message>
    <message>
        <source>逗号</source>
        <translation>comma</translation>
    </message>
    <message>
        <source>句号</source>
        <translation>full stop</translation>
    </message>
    <message>
        <source>大写</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>改为小写</source>
        <translation>To small letters</translation>
    </message>
    <message>
        <source>改为大写</source>
        <translation>To capitals</translation>
    </message>
    <message>
        <source>拼音</source>
        <translation>拼音</translation>
    </message>
    <message>
        <source>邮箱符号</source>
        <translation>at sign</translation>
    </message>
    <message>
        <source>点</source>
        <translation>dot</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>返回文字</source>
        <translation>Back to letters</translation>
    </message>
    <message>
        <source>横线</source>
        <translation>dash</translation>
    </message>
    <message>
        <source>现在是标准字号</source>
        <translation>Now: standard text</translation>
    </message>
    <message>
        <source>现在是大字</source>
        <translation>Now: large text</translation>
    </message>
    <message>
        <source>现在是更大的字</source>
        <translation>Now: larger text</translation>
    </message>
    <message>
        <source>现在是最大的字</source>
        <translation>Now: largest text</translation>
    </message>
    <message>
        <source>现在是标准颜色</source>
        <translation>Now: standard colours</translation>
    </message>
    <message>
        <source>现在是白底黑字</source>
        <translation>Now: black on white</translation>
    </message>
    <message>
        <source>现在是黑底白字</source>
        <translation>Now: white on black</translation>
    </message>
    <message>
        <source>现在是黑底黄字</source>
        <translation>Now: yellow on black</translation>
    </message>
    <message>
        <source>辅助功能</source>
        <translation>Accessibility</translation>
    </message>
    <message>
        <source>大字</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>对比度</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>低位操作</source>
        <translation>Lower</translation>
    </message>
    <message>
        <source>快速离开</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>叫人帮忙</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>回执二维码</source>
        <translation>QR code of the slip</translation>
    </message>
    <message>
        <source>求助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>还要继续吗</source>
        <translation>Do you want to go on</translation>
    </message>
    <message>
        <source>要离开吗</source>
        <translation>Do you want to leave</translation>
    </message>
    <message>
        <source>公共服务自助终端</source>
        <translation>Public service terminal</translation>
    </message>
    <message>
        <source>操作</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>需要帮忙吗？</source>
        <translation>Do you need help?</translation>
    </message>
    <message>
        <source>请向大厅里的工作人员招手，或到服务台说一声，会有人来帮您。</source>
        <translation>Wave to the staff in the hall or tell the service desk, and somebody will come to help you.</translation>
    </message>
    <message>
        <source>也可以拨打公共法律服务热线</source>
        <translation>Or call the public legal service hotline</translation>
    </message>
    <message>
        <source>遇到危险，请马上拨打 110。</source>
        <translation>In danger, call 110 at once.</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>时钟</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>还要继续吗？</source>
        <translation>Do you want to go on?</translation>
    </message>
    <message>
        <source>有一会儿没有操作了。为了保护您的信息，稍后会清空屏幕。</source>
        <translation>Nothing was touched for a while. To protect your data the screen will soon be cleared.</translation>
    </message>
    <message>
        <source>不办了</source>
        <translation>No, stop</translation>
    </message>
    <message>
        <source>继续办理</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>要离开吗？</source>
        <translation>Do you want to leave?</translation>
    </message>
    <message>
        <source>您填的内容还没有提交。离开后，屏幕会马上清空。</source>
        <translation>What you filled in has not been submitted. When you leave, the screen is cleared at once.</translation>
    </message>
    <message>
        <source>离开</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>留下继续办</source>
        <translation>Stay and go on</translation>
    </message>
    <message>
        <source>标记</source>
        <translation>Mark</translation>
    </message>
    <message>
        <source>欢迎使用</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>开始使用</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>还有 %1 秒</source>
        <translation>%1 seconds left</translation>
    </message>
    <message>
        <source>图示：把身份证平放在感应区上</source>
        <translation>Picture: lay the ID card flat on the reader</translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation>Please wait</translation>
    </message>
    <message>
        <source>上一屏</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>下一屏</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>机器状态</source>
        <translation>State of the machine</translation>
    </message>
    <message>
        <source>现在打印不了，回执会显示在屏幕上。</source>
        <translation>No printing now: slips are shown on the screen.</translation>
    </message>
    <message>
        <source>网络不通，申请先存在这里，接通后自动送出。</source>
        <translation>No network: applications are kept here and sent later.</translation>
    </message>
    <message>
        <source>演练：不是真的，工单不会送出</source>
        <translation>Practice: not real, nothing is sent</translation>
    </message>
    <message>
        <source>值守人员：有申请快到时限，请看维护模式。</source>
        <translation>Attendant: an application is near its deadline. See the staff pages.</translation>
    </message>
    <message>
        <source>值守人员：有申请被平台退回，请看维护模式。</source>
        <translation>Attendant: an application was refused. See the staff pages.</translation>
    </message>
    <message>
        <source>值守人员：有设备要检查，请看维护模式。</source>
        <translation>Attendant: a device needs a look. See the staff pages.</translation>
    </message>
    <message>
        <source>机器状态：</source>
        <translation>State of the machine: </translation>
    </message>
    <message>
        <source>机器状态：正常</source>
        <translation>State of the machine: normal</translation>
    </message>
    <message>
        <source>第 %1 题，共 %2 题</source>
        <translation>Question %1 of %2</translation>
    </message>
    <message>
        <source>暂未开通</source>
        <translation>Not open yet</translation>
    </message>
    <message>
        <source>，已完成</source>
        <translation>, done</translation>
    </message>
    <message>
        <source>，还没有开始</source>
        <translation>, not begun yet</translation>
    </message>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>法律驿站，公共法律服务</source>
        <translation>Legal Station, public legal services</translation>
    </message>
    <message>
        <source>法律驿站</source>
        <translation>Legal Station</translation>
    </message>
    <message>
        <source>公共法律服务</source>
        <translation>Public legal services</translation>
    </message>
    <message>
        <source>上一条</source>
        <translation>Article before</translation>
    </message>
    <message>
        <source>下一条</source>
        <translation>Next article</translation>
    </message>
    <message>
        <source>视频通话前的说明</source>
        <translation>Before the video call</translation>
    </message>
    <message>
        <source>和律师视频，要打开摄像头和话筒</source>
        <translation>To see a lawyer, camera and microphone must be on</translation>
    </message>
    <message>
        <source>现在还没有打开。您同意之后才会打开，通话一结束就关上。</source>
        <translation>They are off now. They go on only after you agree, and off as soon as the call ends.</translation>
    </message>
    <message>
        <source>律师能看到您、听到您说话。</source>
        <translation>The lawyer can see and hear you.</translation>
    </message>
    <message>
        <source>这台机器不录像、不录音。律师那边会记下谈了什么。</source>
        <translation>This machine records no picture and no sound. The lawyer notes down what was said.</translation>
    </message>
    <message>
        <source>旁边有人时，说话请小声；随时可以关掉画面或挂断。</source>
        <translation>If others are near, please speak softly. You can turn the picture off or hang up at any time.</translation>
    </message>
    <message>
        <source>不想露面，可以只用声音；不同意也可以，律师会按时答复您的留言。</source>
        <translation>You can use sound only. You need not agree: a lawyer will answer your message in time.</translation>
    </message>
    <message>
        <source>不同意</source>
        <translation>I do not agree</translation>
    </message>
    <message>
        <source>只用声音</source>
        <translation>Sound only</translation>
    </message>
    <message>
        <source>同意，开始</source>
        <translation>Agree and start</translation>
    </message>
    <message>
        <source>通话结束了</source>
        <translation>The call is over</translation>
    </message>
    <message>
        <source>摄像头和话筒已经关上。请说说您满不满意。</source>
        <translation>Camera and microphone are off. Please say whether you are satisfied.</translation>
    </message>
    <message>
        <source>通话断了</source>
        <translation>The call was cut off</translation>
    </message>
    <message>
        <source>不是您的问题。摄像头和话筒已经关上。</source>
        <translation>It was not your fault. Camera and microphone are off.</translation>
    </message>
    <message>
        <source>现在没有接通律师</source>
        <translation>No lawyer could be reached now</translation>
    </message>
    <message>
        <source>摄像头和话筒没有开着。您的留言律师会按时答复。</source>
        <translation>Camera and microphone were not on. A lawyer will answer your message in time.</translation>
    </message>
    <message>
        <source>没有打开摄像头和话筒</source>
        <translation>Camera and microphone were not turned on</translation>
    </message>
    <message>
        <source>您的咨询已经登记，律师会按时答复您的留言。</source>
        <translation>Your question has been registered. A lawyer will answer your message in time.</translation>
    </message>
    <message>
        <source>通话结束</source>
        <translation>Call over</translation>
    </message>
    <message>
        <source>再登记一次</source>
        <translation>Register again</translation>
    </message>
    <message>
        <source>去评价</source>
        <translation>Rate it</translation>
    </message>
    <message>
        <source>和律师通话</source>
        <translation>Talk with a lawyer</translation>
    </message>
    <message>
        <source>律师的画面</source>
        <translation>The lawyer's picture</translation>
    </message>
    <message>
        <source>您的画面</source>
        <translation>Your picture</translation>
    </message>
    <message>
        <source>关画面</source>
        <translation>Picture off</translation>
    </message>
    <message>
        <source>打字告诉律师</source>
        <translation>Tell the lawyer in writing</translation>
    </message>
    <message>
        <source>听不清</source>
        <translation>I cannot hear well</translation>
    </message>
    <message>
        <source>请慢一点</source>
        <translation>Please speak slowly</translation>
    </message>
    <message>
        <source>听懂了</source>
        <translation>I understand</translation>
    </message>
    <message>
        <source>请再说一遍</source>
        <translation>Please say it again</translation>
    </message>
    <message>
        <source>挂断</source>
        <translation>Hang up</translation>
    </message>
    <message>
        <source>正在重新接通……</source>
        <translation>Connecting again…</translation>
    </message>
    <message>
        <source>请不要离开，也不用再点。</source>
        <translation>Please do not leave; no need to touch anything.</translation>
    </message>
    <message>
        <source>网络不稳定。</source>
        <translation>The network is unsteady.</translation>
    </message>
    <message>
        <source>听不清时，可以关掉画面，只用声音。</source>
        <translation>If you cannot hear well, turn the picture off and use sound only.</translation>
    </message>
    <message>
        <source>您：</source>
        <translation>You: </translation>
    </message>
    <message>
        <source>律师：</source>
        <translation>Lawyer: </translation>
    </message>
    <message>
        <source>正在等律师的画面</source>
        <translation>Waiting for the lawyer's picture</translation>
    </message>
    <message>
        <source>只用声音，没有画面</source>
        <translation>Sound only, no picture</translation>
    </message>
    <message>
        <source>现在只能打字</source>
        <translation>Only writing works now</translation>
    </message>
    <message>
        <source>关声音</source>
        <translation>Sound off</translation>
    </message>
    <message>
        <source>等候律师</source>
        <translation>Waiting for a lawyer</translation>
    </message>
    <message>
        <source>不想等也可以。</source>
        <translation>You need not wait.</translation>
    </message>
    <message>
        <source>点“不等了，请回电”，会登记回电；您的留言律师也会按时答复。</source>
        <translation>Press “Call me back” and a call is noted; a lawyer will also answer your message in time.</translation>
    </message>
    <message>
        <source>不等了，请回电</source>
        <translation>Call me back</translation>
    </message>
    <message>
        <source>接听了，正在接通</source>
        <translation>Answered, connecting</translation>
    </message>
    <message>
        <source>请看着屏幕，马上就好。</source>
        <translation>Please look at the screen, just a moment.</translation>
    </message>
    <message>
        <source>您排在第 %1 位</source>
        <translation>You are number %1 in line</translation>
    </message>
    <message>
        <source>正在为您找律师</source>
        <translation>Looking for a lawyer for you</translation>
    </message>
    <message>
        <source>大约还要等 %1 分钟，请不要离开。</source>
        <translation>About %1 more minutes. Please do not leave.</translation>
    </message>
    <message>
        <source>请稍等，不要离开。</source>
        <translation>Please wait and do not leave.</translation>
    </message>
    <message>
        <source>会打您留的电话。</source>
        <translation>We will call the number you left.</translation>
    </message>
    <message>
        <source>您没有留电话，请凭单号到任何一台机器上看结果，或拨打 12348。</source>
        <translation>You left no telephone number. Look up the result at any terminal with your number, or call 12348.</translation>
    </message>
    <message>
        <source>正在为您登记回电……</source>
        <translation>Noting the call back…</translation>
    </message>
    <message>
        <source>已登记回电，单号 </source>
        <translation>Call back noted, number </translation>
    </message>
    <message>
        <source>回电没有登记成功。</source>
        <translation>The call back could not be noted.</translation>
    </message>
    <message>
        <source>请找工作人员，或拨打 12348。</source>
        <translation>Please ask the staff, or call 12348.</translation>
    </message>
    <message>
        <source>放身份证</source>
        <translation>Lay down the ID card</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>没带身份证，找人帮忙</source>
        <translation>No ID card: ask for help</translation>
    </message>
    <message>
        <source>没有留姓名，直接看</source>
        <translation>No name was given: look directly</translation>
    </message>
    <message>
        <source>不说姓名，匿名咨询</source>
        <translation>Ask without giving a name</translation>
    </message>
    <message>
        <source>放在画着虚线的感应区上，不用插入，也不用按压。</source>
        <translation>Lay it on the area with the dotted line. No need to insert or press.</translation>
    </message>
    <message>
        <source>请把身份证平放在感应区</source>
        <translation>Please lay your ID card flat on the reader</translation>
    </message>
    <message>
        <source>正在等您的身份证。</source>
        <translation>Waiting for your ID card.</translation>
    </message>
    <message>
        <source>放好后会自动读取。</source>
        <translation>It is read by itself.</translation>
    </message>
    <message>
        <source>正在读取，请勿拿开</source>
        <translation>Reading, please leave it in place</translation>
    </message>
    <message>
        <source>看到您的身份证了。</source>
        <translation>Your ID card has been seen.</translation>
    </message>
    <message>
        <source>一般两三秒就好，请先不要动它。</source>
        <translation>It takes two or three seconds. Please do not move it.</translation>
    </message>
    <message>
        <source>没有读成，请再看一看</source>
        <translation>It was not read. Please look again</translation>
    </message>
    <message>
        <source>核对填写的内容</source>
        <translation>Check what you filled in</translation>
    </message>
    <message>
        <source>请核对您填写的内容</source>
        <translation>Please check what you filled in</translation>
    </message>
    <message>
        <source>有不对的，点“修改”。都对了，再点“确认提交”。</source>
        <translation>If something is wrong, press “Change”. If all is right, press “Submit”.</translation>
    </message>
    <message>
        <source>提交表示您声明：</source>
        <translation>By submitting you declare:</translation>
    </message>
    <message>
        <source>上一题</source>
        <translation>Question before</translation>
    </message>
    <message>
        <source>确认提交</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>拍材料</source>
        <translation>Take pictures</translation>
    </message>
    <message>
        <source>说不清，找人帮忙</source>
        <translation>Hard to explain: ask for help</translation>
    </message>
    <message>
        <source>依据：</source>
        <translation>Based on: </translation>
    </message>
    <message>
        <source>可以选几个，再点一下就取消。</source>
        <translation>You may choose several; touch again to take back.</translation>
    </message>
    <message>
        <source>请在这里写</source>
        <translation>Please write here</translation>
    </message>
    <message>
        <source>请填写</source>
        <translation>Please fill in</translation>
    </message>
    <message>
        <source>常用语</source>
        <translation>Common phrases</translation>
    </message>
    <message>
        <source>我看过了，继续</source>
        <translation>I have read it, go on</translation>
    </message>
    <message>
        <source>填好了，去放身份证</source>
        <translation>Done, lay down the ID card</translation>
    </message>
    <message>
        <source>填好了，去核对</source>
        <translation>Done, check it</translation>
    </message>
    <message>
        <source>下一题</source>
        <translation>Next question</translation>
    </message>
    <message>
        <source>已写 %1 个字，最多 %2 个字</source>
        <translation>%1 characters, at most %2</translation>
    </message>
    <message>
        <source>再见</source>
        <translation>Goodbye</translation>
    </message>
    <message>
        <source>请带好您的身份证</source>
        <translation>Please take your ID card</translation>
    </message>
    <message>
        <source>请取走您的回执</source>
        <translation>Please take your slip</translation>
    </message>
    <message>
        <source>办好了，请慢走</source>
        <translation>All done, goodbye</translation>
    </message>
    <message>
        <source>您填的内容已经从屏幕上清除。有事随时再来，也可以拨打 12348。</source>
        <translation>What you filled in has been cleared from the screen. Come back any time, or call 12348.</translation>
    </message>
    <message>
        <source>回到首页</source>
        <translation>Back to Home</translation>
    </message>
    <message>
        <source>现在打印不了纸质回执。</source>
        <translation>No paper slip can be printed now.</translation>
    </message>
    <message>
        <source>办完后，编号和二维码会显示在屏幕上，请记下或拍照。</source>
        <translation>At the end the number and a QR code are shown on the screen: please note them down or take a photo.</translation>
    </message>
    <message>
        <source>先不办</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>开始办理</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>服务</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>12348 法律服务热线</source>
        <translation>12348 legal service hotline</translation>
    </message>
    <message>
        <source>律师接听，也可以叫工作人员</source>
        <translation>Lawyers answer; or call the staff</translation>
    </message>
    <message>
        <source>欢迎</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>您好，请问要办什么事？</source>
        <translation>Hello, what have you come for?</translation>
    </message>
    <message>
        <source>请点一下您要办的事。不会用，请点“叫人帮忙”。</source>
        <translation>Touch what you have come for. If you are not sure, press “Staff”.</translation>
    </message>
    <message>
        <source>还可以</source>
        <translation>Also here</translation>
    </message>
    <message>
        <source>核对身份</source>
        <translation>Check who you are</translation>
    </message>
    <message>
        <source>请核对，这是您本人吗？</source>
        <translation>Please check: is this you?</translation>
    </message>
    <message>
        <source>为了保护您，号码只显示一部分。请收好您的身份证。</source>
        <translation>To protect you only part of the number is shown. Please put your ID card away safely.</translation>
    </message>
    <message>
        <source>身份信息</source>
        <translation>Identity</translation>
    </message>
    <message>
        <source>大字版</source>
        <translation>Large print</translation>
    </message>
    <message>
        <source>字要不要大一些？</source>
        <translation>Would you like larger text?</translation>
    </message>
    <message>
        <source>大字版字大、时间宽，只在这一次使用。</source>
        <translation>Larger text and more time, for this visit only.</translation>
    </message>
    <message>
        <source>换成大字版</source>
        <translation>Use large print</translation>
    </message>
    <message>
        <source>不是我</source>
        <translation>Not me</translation>
    </message>
    <message>
        <source>是我，继续</source>
        <translation>This is me, go on</translation>
    </message>
    <message>
        <source>要查什么</source>
        <translation>What to look for</translation>
    </message>
    <message>
        <source>查到的条文</source>
        <translation>Articles found</translation>
    </message>
    <message>
        <source>写事情，或法名和第几条</source>
        <translation>Type a matter, or a law and article number</translation>
    </message>
    <message>
        <source>换个说法再查</source>
        <translation>Search with other words</translation>
    </message>
    <message>
        <source>可以照平常说话那样写。</source>
        <translation>You can write as you would speak.</translation>
    </message>
    <message>
        <source>正在查……</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>查到 %1 条</source>
        <translation>%1 found</translation>
    </message>
    <message>
        <source>查到 %1 条，也查了：%2</source>
        <translation>%1 found, also searched: %2</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>没有查到相关的条文。</source>
        <translation>No article was found.</translation>
    </message>
    <message>
        <source>换个说法试试，或者问问律师：点“求助”。</source>
        <translation>Try other words, or ask a lawyer: press “Help”.</translation>
    </message>
    <message>
        <source>可以这样查</source>
        <translation>You can search like this</translation>
    </message>
    <message>
        <source>也可以打电话问</source>
        <translation>You can also call</translation>
    </message>
    <message>
        <source>没有找到，叫人帮忙</source>
        <translation>Not found: ask for help</translation>
    </message>
    <message>
        <source>只看其中一类</source>
        <translation>Show only one kind</translation>
    </message>
    <message>
        <source>现在看的就是这一类</source>
        <translation>This kind is shown now</translation>
    </message>
    <message>
        <source>这项服务在这台机器上还没有开通，现在办不了，请您谅解。</source>
        <translation>This service is not open on this machine yet. We are sorry.</translation>
    </message>
    <message>
        <source>可以拨打公共法律服务热线</source>
        <translation>You can call the public legal service hotline</translation>
    </message>
    <message>
        <source>您还可以</source>
        <translation>You can also</translation>
    </message>
    <message>
        <source>到服务窗口，请工作人员当面办理。</source>
        <translation>Go to the service window and ask the staff.</translation>
    </message>
    <message>
        <source>用手机搜索“中国法律服务网”，在网上办理。</source>
        <translation>Search “12348 China Legal Services” on your phone and apply online.</translation>
    </message>
    <message>
        <source>拿不准该找谁，请点“求助”，有人帮您问。</source>
        <translation>If you are not sure whom to ask, press “Help”.</translation>
    </message>
    <message>
        <source>找人帮忙</source>
        <translation>Ask for help</translation>
    </message>
    <message>
        <source>本机暂时不能使用</source>
        <translation>This machine is out of service</translation>
    </message>
    <message>
        <source>注意</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>对不起，本机暂时不能使用</source>
        <translation>We are sorry, this machine is out of service</translation>
    </message>
    <message>
        <source>机器需要工作人员来检查，修好以后会自动恢复。</source>
        <translation>The staff must look at it. It comes back by itself once repaired.</translation>
    </message>
    <message>
        <source>您要办的事，请到服务窗口办理，或拨打 12348。</source>
        <translation>Please go to the service window, or call 12348.</translation>
    </message>
    <message>
        <source>公共法律服务热线，随时可以拨打</source>
        <translation>Public legal service hotline, at any time</translation>
    </message>
    <message>
        <source>工作人员请看，故障代号：%1</source>
        <translation>For the staff: fault code %1</translation>
    </message>
    <message>
        <source>依据：%1</source>
        <translation>Based on: %1</translation>
    </message>
    <message>
        <source>点这里看原文</source>
        <translation>Touch to read the text</translation>
    </message>
    <message>
        <source>再查一次</source>
        <translation>Look up again</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>没有查到</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>现在查不到</source>
        <translation>Cannot be looked up now</translation>
    </message>
    <message>
        <source>没有这个单号，或者不是用这张身份证办的。请对照回执单再试一次。</source>
        <translation>There is no such number, or it was not filed with this ID card. Please compare it with your slip.</translation>
    </message>
    <message>
        <source>现在连不上办理中心，不知道办到哪一步了。这不等于没有办，您的申请不会丢。</source>
        <translation>The service centre cannot be reached, so it is not known how far it is. This does not mean nothing is done; your application is not lost.</translation>
    </message>
    <message>
        <source>办理情况</source>
        <translation>Your case</translation>
    </message>
    <message>
        <source>事项</source>
        <translation>Matter</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>律师答复</source>
        <translation>The lawyer's answer</translation>
    </message>
    <message>
        <source>办理经过</source>
        <translation>What has happened</translation>
    </message>
    <message>
        <source>办理结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>申请已保存在这台机器里。</source>
        <translation>Your application is saved in this machine.</translation>
    </message>
    <message>
        <source>网络恢复后会自动送出，您不用再来。</source>
        <translation>It is sent by itself when the network is back. You need not come again.</translation>
    </message>
    <message>
        <source>再打印一次</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>已登记</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>您的申请已登记</source>
        <translation>Your application is registered</translation>
    </message>
    <message>
        <source>您的单号</source>
        <translation>Your number</translation>
    </message>
    <message>
        <source>从您提交的时候算起。</source>
        <translation>Counted from the moment you submitted.</translation>
    </message>
    <message>
        <source>接下来</source>
        <translation>What comes next</translation>
    </message>
    <message>
        <source>现在和律师视频</source>
        <translation>Video with a lawyer now</translation>
    </message>
    <message>
        <source>可以用手机拍下来</source>
        <translation>You can take a photo of it</translation>
    </message>
    <message>
        <source>这个码和纸质回执一样，请和单号一起留好。</source>
        <translation>This code is as good as the paper slip. Keep it with your number.</translation>
    </message>
    <message>
        <source>正在打印回执……</source>
        <translation>Printing the slip…</translation>
    </message>
    <message>
        <source>请等纸停下来再取。</source>
        <translation>Please wait until the paper stops.</translation>
    </message>
    <message>
        <source>回执已打印，请取走。</source>
        <translation>The slip is printed. Please take it.</translation>
    </message>
    <message>
        <source>请收好，以后凭单号询问办理情况。</source>
        <translation>Keep it: ask about your case with the number.</translation>
    </message>
    <message>
        <source>回执没有打印成功：</source>
        <translation>The slip was not printed: </translation>
    </message>
    <message>
        <source>不确定回执是否打印成功，请看一看出纸口。</source>
        <translation>Not sure whether the slip was printed. Please look at the paper outlet.</translation>
    </message>
    <message>
        <source>没有的话，请再打印一次，或拍下屏幕上的码。</source>
        <translation>If not, print it again or take a photo of the code on the screen.</translation>
    </message>
    <message>
        <source>摄像头下面的材料</source>
        <translation>The page under the camera</translation>
    </message>
    <message>
        <source>正在打开摄像头</source>
        <translation>Turning on the camera</translation>
    </message>
    <message>
        <source>拍好了</source>
        <translation>All taken</translation>
    </message>
    <message>
        <source>拍这一页</source>
        <translation>Take this page</translation>
    </message>
    <message>
        <source>重拍</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>转一下</source>
        <translation>Turn</translation>
    </message>
    <message>
        <source>就用这一页</source>
        <translation>Use this page</translation>
    </message>
    <message>
        <source>已经拍好 %1 页。</source>
        <translation>%1 pages taken.</translation>
    </message>
    <message>
        <source>字看得清吗？</source>
        <translation>Can you read it?</translation>
    </message>
    <message>
        <source>不清楚就重拍；方向不对，点“转一下”。</source>
        <translation>If not, take it again; if it lies the wrong way, press “Turn”.</translation>
    </message>
    <message>
        <source>不能再多了，请点“拍好了”。</source>
        <translation>No more pages. Please press “All taken”.</translation>
    </message>
    <message>
        <source>合同、欠条、工资条、照片都可以。</source>
        <translation>Contracts, IOUs, pay slips, photos.</translation>
    </message>
    <message>
        <source>放好了，可以拍。</source>
        <translation>Well placed. You can take it.</translation>
    </message>
    <message>
        <source>请看看这一页</source>
        <translation>Please look at this page</translation>
    </message>
    <message>
        <source>正在拍，请不要动</source>
        <translation>Taking it, please keep still</translation>
    </message>
    <message>
        <source>正在保存这一页</source>
        <translation>Saving this page</translation>
    </message>
    <message>
        <source>拍第 %1 页材料</source>
        <translation>Page %1 of your documents</translation>
    </message>
    <message>
        <source>不拍了</source>
        <translation>No pictures</translation>
    </message>
    <message>
        <source>正在打印……</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>已打印，请取走。</source>
        <translation>Printed. Please take it.</translation>
    </message>
    <message>
        <source>没有打印成功。</source>
        <translation>It was not printed.</translation>
    </message>
    <message>
        <source>可以再打印一次，或找工作人员。</source>
        <translation>Print again, or ask the staff.</translation>
    </message>
    <message>
        <source>不确定是否打印成功，请看一看出纸口。</source>
        <translation>Not sure whether it was printed. Please look at the paper outlet.</translation>
    </message>
    <message>
        <source>没有办成</source>
        <translation>It did not work</translation>
    </message>
    <message>
        <source>请稍等，不用再点。</source>
        <translation>Please wait, no need to touch again.</translation>
    </message>
    <message>
        <source>键盘</source>
        <translation>Keyboard</translation>
    </message>
    <message>
        <source>刚才的操作已经停下。</source>
        <translation>That has been stopped.</translation>
    </message>
    <message>
        <source>想继续，请再点一次。</source>
        <translation>To go on, press once more.</translation>
    </message>
    <message>
        <source>等了一会儿，还没有结果。</source>
        <translation>Nothing came of it for a while.</translation>
    </message>
    <message>
        <source>请再试一次；还是不行，请找工作人员。</source>
        <translation>Please try again; if it still fails, ask the staff.</translation>
    </message>
    <message>
        <source>这台机器办不了这一项。</source>
        <translation>This machine cannot do this.</translation>
    </message>
    <message>
        <source>请到服务窗口办理，或拨打 12348。</source>
        <translation>Please go to the service window, or call 12348.</translation>
    </message>
    <message>
        <source>填写的内容不太对。</source>
        <translation>Something filled in is not quite right.</translation>
    </message>
    <message>
        <source>请看一看提示，改好后再继续。</source>
        <translation>Please read the hint, correct it and go on.</translation>
    </message>
    <message>
        <source>这一步没有办成，不是您的问题。</source>
        <translation>This step failed. It was not your fault.</translation>
    </message>
    <message>
        <source>请再试一次，或找工作人员帮忙。</source>
        <translation>Please try again, or ask the staff for help.</translation>
    </message>
    <message>
        <source>机器的这个部件现在用不了。</source>
        <translation>This part of the machine cannot be used now.</translation>
    </message>
    <message>
        <source>请找工作人员帮忙。</source>
        <translation>Please ask the staff for help.</translation>
    </message>
    <message>
        <source>机器正忙，请稍等片刻。</source>
        <translation>The machine is busy, please wait a moment.</translation>
    </message>
    <message>
        <source>等一会儿再试一次。</source>
        <translation>Try again in a while.</translation>
    </message>
    <message>
        <source>机器的这个部件坏了，需要维修。</source>
        <translation>This part of the machine is broken and needs repair.</translation>
    </message>
    <message>
        <source>请到服务窗口办理，或找工作人员帮忙。</source>
        <translation>Please go to the service window, or ask the staff for help.</translation>
    </message>
    <message>
        <source>机器刚才没有读清楚。</source>
        <translation>The machine did not read it clearly.</translation>
    </message>
    <message>
        <source>请再试一次。</source>
        <translation>Please try again.</translation>
    </message>
    <message>
        <source>身份证拿开得早了一点，没有读完。</source>
        <translation>The card was taken away a little early.</translation>
    </message>
    <message>
        <source>请把身份证重新平放好，等提示后再拿开。</source>
        <translation>Lay the ID card down again and wait for the word to take it away.</translation>
    </message>
    <message>
        <source>放上来的好像不是身份证。</source>
        <translation>This does not seem to be an ID card.</translation>
    </message>
    <message>
        <source>请放上居民身份证、居住证或永久居留证，其他卡片请拿开。</source>
        <translation>Please lay down a resident ID card, residence permit or permanent resident card, and take other cards away.</translation>
    </message>
    <message>
        <source>这张证件没有通过核验。</source>
        <translation>This document did not pass the check.</translation>
    </message>
    <message>
        <source>请带上证件，到服务窗口请工作人员核对。</source>
        <translation>Please take the document to the service window and have the staff check it.</translation>
    </message>
    <message>
        <source>证件里没有这一项内容。</source>
        <translation>The document does not hold this item.</translation>
    </message>
    <message>
        <source>可以接着往下办，或请工作人员帮忙。</source>
        <translation>You can go on, or ask the staff for help.</translation>
    </message>
    <message>
        <source>这张证件里的内容读不出来。</source>
        <translation>The content of this document cannot be read.</translation>
    </message>
    <message>
        <source>请到服务窗口，由工作人员帮您登记。</source>
        <translation>Please go to the service window; the staff will register you.</translation>
    </message>
    <message>
        <source>打印纸用完了。</source>
        <translation>The printer is out of paper.</translation>
    </message>
    <message>
        <source>请记下编号或拍下屏幕上的码，也可以请工作人员加纸后再打印。</source>
        <translation>Please note the number or take a photo of the code, or ask the staff to add paper.</translation>
    </message>
    <message>
        <source>打印机的盖子没有关好。</source>
        <translation>The printer's cover is open.</translation>
    </message>
    <message>
        <source>请工作人员关好盖子后再打印。</source>
        <translation>Please ask the staff to close it, then print.</translation>
    </message>
    <message>
        <source>打印机的出纸口卡住了。</source>
        <translation>The paper outlet is jammed.</translation>
    </message>
    <message>
        <source>请不要用手拉纸，请找工作人员帮忙。</source>
        <translation>Please do not pull the paper; ask the staff for help.</translation>
    </message>
    <message>
        <source>打印机里卡了纸。</source>
        <translation>Paper is jammed in the printer.</translation>
    </message>
    <message>
        <source>打印机的碳粉用完了。</source>
        <translation>The printer is out of toner.</translation>
    </message>
    <message>
        <source>请找工作人员更换后再打印。</source>
        <translation>Please ask the staff to change it, then print.</translation>
    </message>
    <message>
        <source>打印机的出纸盘满了。</source>
        <translation>The printer's tray is full.</translation>
    </message>
    <message>
        <source>请取走出纸盘里的纸，会接着打印。</source>
        <translation>Please take the paper out of the tray; printing goes on.</translation>
    </message>
    <message>
        <source>打印机需要歇一会儿。</source>
        <translation>The printer needs a rest.</translation>
    </message>
    <message>
        <source>过几分钟再打印，或先记下编号。</source>
        <translation>Print in a few minutes, or note the number first.</translation>
    </message>
    <message>
        <source>不能确定回执有没有打印出来。</source>
        <translation>It is not certain whether the slip was printed.</translation>
    </message>
    <message>
        <source>请看一看出纸口；没有的话，可以再打印一次。</source>
        <translation>Please look at the paper outlet; if it is not there, print again.</translation>
    </message>
    <message>
        <source>这台机器暂时不能保存申请。</source>
        <translation>This machine cannot save applications now.</translation>
    </message>
    <message>
        <source>这台机器暂时存不下新的申请。</source>
        <translation>This machine has no room for new applications now.</translation>
    </message>
    <message>
        <source>这台机器还没有准备好，暂时不能办理。</source>
        <translation>This machine is not ready yet.</translation>
    </message>
    <message>
        <source>没有找到这条记录。</source>
        <translation>This record was not found.</translation>
    </message>
    <message>
        <source>请核对编号，或请工作人员帮忙查一查。</source>
        <translation>Please check the number, or ask the staff to look it up.</translation>
    </message>
    <message>
        <source>这件事好像已经办过一次了。</source>
        <translation>This seems to have been done already.</translation>
    </message>
    <message>
        <source>请不要重复提交，请找工作人员核对。</source>
        <translation>Please do not submit it twice; ask the staff to check.</translation>
    </message>
    <message>
        <source>这项服务的内容需要更新，暂时不能办理。</source>
        <translation>This service needs an update and cannot be used now.</translation>
    </message>
    <message>
        <source>请换一项服务，或到服务窗口办理。</source>
        <translation>Please choose another service, or go to the service window.</translation>
    </message>
    <message>
        <source>为了您的安全，这项服务先停用了。</source>
        <translation>For your safety this service is switched off.</translation>
    </message>
    <message>
        <source>现在连不上办理中心。</source>
        <translation>The service centre cannot be reached now.</translation>
    </message>
    <message>
        <source>提交的申请会先保存在这台机器里，接通后自动送出。</source>
        <translation>Applications are saved in this machine and sent by themselves when the line is back.</translation>
    </message>
    <message>
        <source>办理中心暂时没有接收这台机器的申请。</source>
        <translation>The service centre does not take applications from this machine just now.</translation>
    </message>
    <message>
        <source>已保存的申请不会丢，请找工作人员帮忙。</source>
        <translation>Saved applications are not lost. Please ask the staff for help.</translation>
    </message>
    <message>
        <source>办理中心没有收下这份申请。</source>
        <translation>The service centre did not accept this application.</translation>
    </message>
    <message>
        <source>请找工作人员问明原因，或拨打 12348。</source>
        <translation>Please ask the staff why, or call 12348.</translation>
    </message>
    <message>
        <source>已保存的申请不会丢，请告诉工作人员。</source>
        <translation>Saved applications are not lost. Please tell the staff.</translation>
    </message>
    <message>
        <source>前面还有申请正在送出。</source>
        <translation>Other applications are being sent first.</translation>
    </message>
    <message>
        <source>请稍等，您的申请会按次序送出。</source>
        <translation>Please wait, yours will be sent in turn.</translation>
    </message>
    <message>
        <source>这台机器需要工作人员检查一下。</source>
        <translation>The staff must look at this machine.</translation>
    </message>
    <message>
        <source>这一步没有办成。</source>
        <translation>This step failed.</translation>
    </message>
    <message>
        <source>语音</source>
        <translation>Voice</translation>
    </message>
    <message>
        <source>正在读给您听</source>
        <translation>Pages are being read to you</translation>
    </message>
    <message>
        <source>每一页都读给您听</source>
        <translation>Every page is read to you</translation>
    </message>
    <message>
        <source>工作人员正在使用</source>
        <translation>Staff are using this terminal</translation>
    </message>
    <message>
        <source>工作人员入口</source>
        <translation>Staff entrance</translation>
    </message>
    <message>
        <source>进入</source>
        <translation>Enter</translation>
    </message>
</context>
</TS>
